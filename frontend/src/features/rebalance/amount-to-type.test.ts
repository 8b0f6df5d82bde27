import { describe, expect, it } from "vitest";
import { preview } from "../../../testing/samples";
import { amountToType, isTyped, wholeDollars } from "./amount-to-type";

const PAPER = preview();
const LIVE = preview({ environment: "LIVE" });
const AMOUNT = "24862.53";

describe("the amount to type", () => {
  it("is what a live plan sells and buys for, added up", () => {
    expect(amountToType(LIVE, "10000")).toBe(AMOUNT);
  });

  it("is not asked for on a paper account", () => {
    expect(amountToType(PAPER, "0")).toBeNull();
  });

  it.each([
    ["24862.52", AMOUNT],
    ["24862.53", null],
    ["30000", null],
    ["0", AMOUNT],
  ])("with %s chosen is %s", (above, expected) => {
    expect(amountToType(LIVE, above)).toBe(expected);
  });

  it("is asked for without its cents, rounded down", () => {
    expect([wholeDollars("24862.99"), wholeDollars("0.75")]).toEqual(["24862", "0"]);
  });

  it.each(["24862", "24,862", "$24,862", " 24862.53 ", "24,862.53"])("is typed as %j", (typed) => {
    expect(isTyped(AMOUNT, typed)).toBe(true);
  });

  it.each(["", "24863", "2486", "24862.5", "24.862", "-24862", "yes"])("is not typed as %j", (typed) => {
    expect(isTyped(AMOUNT, typed)).toBe(false);
  });
});
