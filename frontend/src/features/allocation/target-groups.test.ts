import { expect, it } from "vitest";
import type { TargetRow } from "./target-draft";
import { groupTargets, sumGaps } from "./target-groups";

const row = (symbol: string, part: Partial<TargetRow> = {}): TargetRow => ({ id: symbol, symbol, percent: "25", tolerance: "", isEnabled: true, assetClass: null, ...part });
const MIXED = [row("AGG", { assetClass: "BOND" }), row("GLD", { assetClass: "COMMODITY" }), row("SPY"), row("VTI", { assetClass: "EQUITY", percent: "12,5%" })];

it("puts rows under their classes in the classes' order, and what the owner left open under the broker's", () => {
  expect(groupTargets(MIXED).map(({ assetClass, rows }) => [assetClass, rows.map((each) => each.symbol)])).toEqual([
    ["EQUITY", ["SPY", "VTI"]],
    ["BOND", ["AGG"]],
    ["COMMODITY", ["GLD"]],
  ]);
});

it("adds up a class as typed, without what is switched off", () => {
  expect(groupTargets([...MIXED, row("QQQ", { isEnabled: false })]).map((group) => group.sum)).toEqual(["37.5", "25", "25"]);
});

it.each([
  ["", "25"],
  ["x", null],
])("counts a percent typed as '%s' so that the class has %s", (percent, sum) => {
  expect(groupTargets([row("SPY"), row("VTI", { percent })])[0]?.sum).toBe(sum);
});

it("agrees with a server that adds up the same, however it writes it", () => {
  const servers = [
    { asset_class: "BOND", target_percent: "25.00" },
    { asset_class: "COMMODITY", target_percent: "25" },
    { asset_class: "EQUITY", target_percent: "37.5" },
  ];

  expect(sumGaps(groupTargets(MIXED), servers)).toEqual([]);
});

it("names the classes that the server adds up otherwise", () => {
  const servers = [
    { asset_class: "BOND", target_percent: "50" },
    { asset_class: "COMMODITY", target_percent: "25" },
    { asset_class: "FUND", target_percent: "12.5" },
  ];

  expect(sumGaps(groupTargets(MIXED), servers)).toEqual([
    { assetClass: "EQUITY", ours: "37.5", servers: "0" },
    { assetClass: "BOND", ours: "25", servers: "50" },
    { assetClass: "FUND", ours: "0", servers: "12.5" },
  ]);
});

it.each([undefined, []])("compares nothing with a server that has named no sums: %j", (servers) => {
  expect(sumGaps(groupTargets(MIXED), servers)).toEqual([]);
});
