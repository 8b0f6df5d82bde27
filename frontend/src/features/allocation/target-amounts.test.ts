import { describe, expect, it } from "vitest";
import type { AllocationDocument } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { driftRow } from "../../../testing/samples";
import { draftFromHoldings, draftOf, draftText, judgeSum, scaleToHundred, type TargetRow, toRequest } from "./target-draft";
import { draftProblem, rowProblem, targetsProblem } from "./target-problems";

const text = messages.allocation.reasons;

const row = (part: Partial<TargetRow> = {}): TargetRow => ({ id: part.symbol ?? "SPY", symbol: "SPY", percent: "100", tolerance: "", isEnabled: true, assetClass: null, ...part });
const saved: AllocationDocument = { symbol: "SPY", target_percent: "60", enabled: false, tolerance_percent: "4", asset_class: "EQUITY", created_at: "", updated_at: "" };

describe("a draft", () => {
  it("shows saved targets as they were typed, with their bands and classes", () => {
    expect(draftOf([saved, { ...saved, symbol: "TLT", enabled: true, tolerance_percent: null, asset_class: null }], "40")).toEqual({
      rows: [row({ percent: "60", tolerance: "4", isEnabled: false, assetClass: "EQUITY" }), row({ symbol: "TLT", percent: "60" })],
      cashPercent: "40",
    });
  });

  it("of holdings has no bands, is on, and without holdings is empty", () => {
    expect(draftFromHoldings([driftRow("SPY", "100", "0", "100")])).toEqual({ rows: [row()], cashPercent: "0" });
    expect(draftFromHoldings([])).toEqual({ rows: [], cashPercent: "0" });
  });

  it("is the same in another order and spelling, and another with another band", () => {
    const rows = [row({ tolerance: "4" }), row({ symbol: "TLT", percent: "50" })];
    const respelt = [row({ symbol: "TLT", percent: " 50 %" }), row({ tolerance: "4,0" })];

    expect(draftText({ rows: respelt, cashPercent: "0.00" })).toBe(draftText({ rows, cashPercent: "0" }));
    expect(draftText({ rows: [row({ tolerance: "5" }), row({ symbol: "TLT", percent: "50" })], cashPercent: "0" })).not.toBe(draftText({ rows, cashPercent: "0" }));
    expect(draftText({ rows: [row({ tolerance: "x" })], cashPercent: "0" })).not.toBe(draftText({ rows: [row({ tolerance: "y" })], cashPercent: "0" }));
  });

  it.each([
    ["4", "4"],
    [" 2,5 ", "2.5"],
    ["", null],
    ["  ", null],
  ])("sends the band %j as %j", (tolerance, expected) => {
    expect(toRequest({ rows: [row({ tolerance })], cashPercent: "0" }, false).targets[0]?.tolerance_percent).toBe(expected);
  });
});

describe("scaling", () => {
  it("leaves switched-off targets as they are, and counts empty ones as zero", () => {
    const rows = [row({ percent: "30" }), row({ symbol: "TLT", percent: " " }), row({ symbol: "GLD", percent: "77", isEnabled: false })];

    expect(scaleToHundred({ rows, cashPercent: "10" })?.rows.map(({ percent }) => percent)).toEqual(["90", "0", "77"]);
  });

  it.each([
    ["unreadable cash", [row()], "much"],
    ["an unreadable target", [row({ percent: "x" })], "0"],
    ["no target that counts", [row({ isEnabled: false })], "0"],
  ])("does nothing with %s", (_, rows, cashPercent) => {
    expect(scaleToHundred({ rows, cashPercent })).toBeNull();
  });

  it("is told the points that are missing without their sign", () => {
    expect([judgeSum({ rows: [row({ percent: "90" })], cashPercent: "15" }), judgeSum({ rows: [row({ percent: "90" })], cashPercent: "" })]).toEqual([
      { kind: "over", total: "105", points: "5" },
      { kind: "missing", total: "90", points: "10" },
    ]);
  });
});

describe("what is wrong", () => {
  it.each([
    ["symbol", row({ symbol: "" }), text.symbolMissing],
    ["symbol", row({ symbol: "no symbol" }), text.symbol("no symbol")],
    ["percent", row({ percent: "" }), text.percent("SPY")],
    ["tolerance", row({ tolerance: "x" }), text.tolerance("SPY")],
  ])("is named at the field %s", (field, wrong, message) => {
    expect(rowProblem(wrong, [wrong])).toEqual({ field, message });
    expect([draftProblem({ rows: [wrong], cashPercent: "0" }), targetsProblem({ rows: [wrong], cashPercent: "0" })]).toEqual([message, message]);
  });

  it("is a second row of a symbol, not a band of spaces", () => {
    const twice = [row(), row({ id: "again" })];

    expect(twice.map((each) => rowProblem(each, twice))).toEqual([null, { field: "symbol", message: text.duplicate("SPY") }]);
    const spaced = row({ tolerance: " " });
    expect(rowProblem(spaced, [spaced])).toBeNull();
  });

  it.each([
    ["no targets", [], "0", text.empty],
    ["cash that is no percent", [row()], "much", text.cash],
    ["a sum over 100", [row()], "5", text.sum("105")],
    ["a sum far under 100", [row({ percent: "90" })], "0", text.sum("90")],
    ["a sum short of 100 by what stays in cash", [row({ percent: "99.5" })], "0", null],
    ["a sum of 100", [row()], "0", null],
  ])("is, with %s, said so", (_, rows, cashPercent, expected) => {
    expect(targetsProblem({ rows, cashPercent })).toBe(expected);
  });
});
