import { expect, it } from "vitest";
import { driftRow } from "../../../testing/samples";
import { plainScenario, symbolsOf, targetsFromHoldings, targetsOf } from "./scenario";

const saved = (symbol: string, enabled: boolean) => ({ symbol, target_percent: "50", enabled, tolerance_percent: "4", created_at: "", updated_at: "" });

it("starts from the saved targets that count, with their bands", () => {
  const targets = targetsOf({ targets: [saved("SPY", true), saved("TLT", false)], cashPercent: "50", version: 1 });

  expect(targets).toEqual({ rows: [{ id: "SPY", symbol: "SPY", percent: "50", tolerance: "4" }], cashPercent: "50" });
});

it("makes targets of what is held, cash apart, to exactly 100", () => {
  const { rows, cashPercent } = targetsFromHoldings([driftRow("A", "33.333333", "0", "0"), driftRow("B", "33.333333", "0", "0"), driftRow("$CASH", "33.333334", "0", "0")]);

  expect([...rows.map((row) => row.percent), cashPercent]).toEqual(["33.33", "33.33", "33.34"]);
});

it("knows the symbols of its own targets beside those that are held, without cash", () => {
  const targets = { rows: [{ id: "x", symbol: "TLT", percent: "", tolerance: null }, { id: "y", symbol: "", percent: "", tolerance: null }], cashPercent: "0" };

  expect(symbolsOf({ ...plainScenario("Test"), targets }, ["$CASH", "XOM"])).toEqual(["TLT", "XOM"]);
});
