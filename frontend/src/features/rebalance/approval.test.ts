// @vitest-environment jsdom
import { expect, it } from "vitest";
import { approve, approvedPlan } from "./approval";

it("asks for the same run of a plan in every tab", () => {
  const here = approve("pl_1").idempotencyKey;
  sessionStorage.clear();

  expect(approve("pl_1").idempotencyKey).toBe(here);
});

it("asks for another run of another plan", () => {
  expect(approve("pl_2").idempotencyKey).not.toBe(approve("pl_1").idempotencyKey);
});

it("makes keys the server takes", () => {
  expect(approve("pl_0123456789abcdef01234567").idempotencyKey).toMatch(/^[A-Za-z0-9_-]{8,128}$/);
});

it("survives a reload of the tab", () => {
  approve("pl_1");

  expect(approvedPlan()).toBe("pl_1");
});
