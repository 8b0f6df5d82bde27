import { expect, it } from "vitest";
import { COMPARISON_ROWS } from "./comparison-rows";
import type { Outcome } from "./outcome";

const OUTCOME: Outcome = {
  status: "READY",
  hasOwnTrades: false,
  before: { max: "9.1", mean: "5.66", rms: "6.62", accuracy: "85.88" },
  after: { max: "0.05", mean: "0.02", rms: null, accuracy: "99.95" },
  turnover: "14.12",
  cost: null,
  tradeCount: 4,
  cash: "14.2",
  cashBefore: "2.11",
  taxNow: "284.34",
  taxSaved: "-10",
  warningCount: 1,
  asOf: "2020-03-23T15:04:05Z",
  rows: null,
  classes: [],
};

it("compares each figure of an outcome in its own unit", () => {
  const figures = COMPARISON_ROWS.map(({ name, figure, show }) => {
    const value = figure(OUTCOME);
    return [name, value === null ? null : show(value)];
  });

  expect(figures).toEqual([
    ["max", "0.05%"],
    ["mean", "0.02%"],
    ["rms", null],
    ["accuracy", "99.95%"],
    ["turnover", "14.12%"],
    ["cost", null],
    ["trades", "4"],
    ["cash", "$14.20"],
    ["taxNow", "$284.34"],
    ["taxSaved", "−$10.00"],
    ["warnings", "1"],
  ]);
});

it("starts from the portfolio's own figures where there are any", () => {
  const before = COMPARISON_ROWS.flatMap((row) => (row.before ? [[row.name, row.before(OUTCOME)]] : []));

  expect(before).toEqual([["max", "9.1"], ["mean", "5.66"], ["rms", "6.62"], ["accuracy", "85.88"], ["cash", "2.11"]]);
});

it("marks taxes as estimates, and nothing else", () => {
  expect(COMPARISON_ROWS.filter(({ isEstimate }) => isEstimate).map(({ name }) => name)).toEqual(["taxNow", "taxSaved"]);
});
