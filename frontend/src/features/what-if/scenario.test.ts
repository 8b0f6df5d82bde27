import { expect, it } from "vitest";
import { driftRow } from "../../../testing/samples";
import { emptyTrade, plainScenario, symbolsOf, targetsFromHoldings, targetsOf } from "./scenario";

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

it("leaves what is held short out of targets, and has none where nothing is held", () => {
  expect(targetsFromHoldings([driftRow("A", "110", "0", "0"), driftRow("B", "-10", "0", "0")])).toEqual({
    rows: [{ id: "A", symbol: "A", percent: "100", tolerance: null }],
    cashPercent: "0",
  });
  expect(targetsFromHoldings([])).toEqual({ rows: [], cashPercent: "0" });
});

it("starts plain: no flow, no targets, trades paid in cash", () => {
  expect(plainScenario("Test")).toMatchObject({ flow: { kind: "none", amount: "" }, targets: null, trades: [], isPaidInCash: true, watched: [] });
});

it("starts a trade as a purchase of a symbol by value", () => {
  expect(emptyTrade()).toMatchObject({ side: "BUY", what: "symbol", name: "", size: "", unit: "value" });
});

it("knows the portfolio's own symbols where it has no targets of its own", () => {
  expect(symbolsOf(plainScenario("Test"), ["XOM", "MSFT"])).toEqual(["MSFT", "XOM"]);
});
