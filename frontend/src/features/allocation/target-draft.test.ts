import { describe, expect, it } from "vitest";
import { sumPercents } from "@/lib/percent";
import { driftRow } from "../../../testing/samples";
import { draftFromHoldings, draftText, judgeSum, scaleToHundred, type TargetDraft, toRequest } from "./target-draft";

function draft(percents: string[], cashPercent = "0"): TargetDraft {
  const rows = percents.map((percent, index) => ({ id: `T${index}`, symbol: `T${index}`, percent, tolerance: "", isEnabled: true, assetClass: null }));
  return { rows, cashPercent };
}

describe("the sum of the targets", () => {
  it.each([
    ["99.99", "exact", "59.99"],
    ["100", "exact", "60.00"],
    ["100.01", "exact", "60.01"],
    ["100.02", "over", "60.02"],
    ["99.98", "short", "59.98"],
    ["99", "short", "59"],
    ["98.99", "missing", "58.99"],
  ])("judges %s as %s", (total, kind, first) => {
    expect(judgeSum(draft([first, "40"]))).toMatchObject({ kind, total });
  });

  it("counts cash and leaves switched-off rows out", () => {
    const { rows } = draft(["70", "30", "25"]);
    const mixed = { rows: rows.map((row) => ({ ...row, isEnabled: row.symbol !== "T1" })), cashPercent: "5" };

    expect(judgeSum(mixed)).toEqual({ kind: "exact", total: "100", points: "0" });
  });

  it("counts an empty field as zero and is unknown with an unreadable one", () => {
    expect([judgeSum(draft(["100", ""])).kind, judgeSum(draft(["100", "x"])).kind]).toEqual(["exact", "unknown"]);
  });
});

it("scales enabled targets to what cash leaves of 100", () => {
  expect(scaleToHundred(draft(["30", "30", "30"], "10"))?.rows.map((row) => row.percent)).toEqual(["30", "30", "30"]);
});

it("does not scale what it cannot read", () => {
  expect(scaleToHundred(draft(["30", "x"]))).toBeNull();
});

it("starts from holdings with targets and cash that sum to exactly 100", () => {
  const holdings = [driftRow("JPM", "33.3333", "0", "0"), driftRow("MSFT", "33.3333", "0", "0"), driftRow("$CASH", "33.3334", "0", "0")];
  const started = draftFromHoldings(holdings);

  expect(started.rows.map((row) => row.symbol)).toEqual(["JPM", "MSFT"]);
  expect(sumPercents([...started.rows.map((row) => row.percent), started.cashPercent])).toBe("100");
});

it("leaves symbols that are only targeted out of a start from holdings", () => {
  const started = draftFromHoldings([driftRow("SPY", "100", "60", "40"), driftRow("TLT", "0", "40", "-40")]);

  expect(started.rows.map((row) => row.symbol)).toEqual(["SPY"]);
});

it("has nothing to start from in an empty account", () => {
  expect(draftFromHoldings([])).toEqual({ rows: [], cashPercent: "0" });
});

it("keeps the class a symbol had when it starts from holdings", () => {
  const [row] = draft(["40"]).rows;
  const before = row ? [{ ...row, symbol: "TLT", assetClass: "BOND" as const }] : [];
  const started = draftFromHoldings([driftRow("SPY", "60", "0", "0"), driftRow("TLT", "40", "0", "0")], before);

  expect(started.rows.map((each) => each.assetClass)).toEqual([null, "BOND"]);
});

it("calls drafts different that put a symbol in another class", () => {
  const { rows, cashPercent } = draft(["100"]);

  expect(draftText({ rows: rows.map((row) => ({ ...row, assetClass: "BOND" as const })), cashPercent })).not.toBe(draftText(draft(["100"])));
});

it("calls drafts the same that differ in spelling only", () => {
  expect(draftText(draft(["40.0%", "60,00"]))).toBe(draftText(draft(["40", "60"])));
});

it("sends tidy decimals, and no band where the field is empty", () => {
  expect(toRequest(draft(["40,5"], "1%"), true)).toEqual({
    targets: [{ symbol: "T0", target_percent: "40.5", enabled: true, tolerance_percent: null, asset_class: null }],
    cash_target_percent: "1",
    draft: true,
  });
});
