import { expect, it } from "vitest";
import { runEvents } from "../../../testing/samples-history";
import { brokenLine, shortHash } from "./event-chain";

const lines = runEvents([["RESERVED", "Reserved."], ["SELLING", "Selling."], ["SELLS_OPEN", "Waiting."]]).toReversed();

it("finds nothing wrong where each line names the one before", () => {
  expect(brokenLine(lines)).toBeNull();
});

it("names the line whose predecessor was changed", () => {
  expect(brokenLine(lines.map((line) => (line.sequence === 1 ? { ...line, hash: "ff" } : line)))).toBe(2);
});

it("names the line whose predecessor is missing", () => {
  expect(brokenLine(lines.filter((line) => line.sequence !== 2))).toBe(3);
});

it("shortens a hash to its beginning", () => {
  expect(shortHash("0123456789abcdef")).toBe("0123456789");
});
