import { expect, it } from "vitest";
import { isName, keyRequest } from "./key-request";

it("names the scopes in their own order, and the name without spaces around it", () => {
  expect(keyRequest({ name: " My script ", scopes: ["execute", "read"] })).toEqual({ name: "My script", scopes: ["read", "execute"] });
});

it.each(["", " ", ".hidden", "Löwe", "a/b", "a".repeat(65)])("takes %j for no name", (name) => {
  expect([isName(name), keyRequest({ name, scopes: ["read"] })]).toEqual([false, null]);
});

it.each(["a", "9", "My script_2.0-b", "a".repeat(64)])("takes %j for a name", (name) => {
  expect(isName(name)).toBe(true);
});

it("asks for no key without a scope", () => {
  expect(keyRequest({ name: "My script", scopes: [] })).toBeNull();
});
