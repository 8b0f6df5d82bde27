import { expect, it } from "vitest";
import { snapshot, snapshotRow } from "../../../testing/samples-history";
import { driftOf, keysOf, levelOf, seriesOf } from "./drift-series";

const monday = snapshot("2020-03-23", [snapshotRow("XOM", "0.159", "0.25"), snapshotRow("WMT", "0.3381", "0.25")]);
const friday = snapshot("2020-03-20", [snapshotRow("WMT", "0.3", "0.25")], { max_drift: "0.05" });

it("draws the portfolio's own three figures, oldest day first", () => {
  const { lines, days, isSigned } = seriesOf([monday, friday], "portfolio");

  expect([lines, isSigned]).toEqual([["max", "mean", "rmse"], false]);
  expect(days.map(({ day, values }) => [day, values[0]])).toEqual([["2020-03-20", "0.05"], ["2020-03-23", "0.091"]]);
});

it("takes the band of the portfolio from the row furthest from its target, whichever side", () => {
  expect(seriesOf([monday], "portfolio").days[0]?.row?.key).toBe("XOM");
});

it("does not count what has no target as furthest, as the server's largest drift does not", () => {
  const stray = snapshot("2020-03-23", [snapshotRow("GME", "0.4", "0", { is_targeted: false }), snapshotRow("WMT", "0.3", "0.25")]);

  expect(seriesOf([stray], "portfolio").days[0]?.row?.key).toBe("WMT");
});

it("has no band where nothing is targeted", () => {
  expect(seriesOf([snapshot("2020-03-23", [])], "portfolio").days[0]?.row).toBeNull();
});

it("draws the signed drift of a symbol and leaves a gap where it was not in the portfolio", () => {
  expect(seriesOf([monday, friday], "symbol:XOM").days.map(({ values }) => values[0])).toEqual([null, "-0.091"]);
});

it("finds asset classes in their own roll-up", () => {
  expect(seriesOf([monday], "class:EQUITY").days[0]?.values).toEqual(["0.01"]);
  expect(seriesOf([monday], "symbol:EQUITY").days[0]?.values).toEqual([null]);
});

it("offers every key of the range once, cash included", () => {
  expect(keysOf([monday, friday])).toEqual({ symbols: ["WMT", "XOM"], classes: ["$CASH", "EQUITY"] });
});

it("subtracts exactly and writes no exponent", () => {
  expect([driftOf(snapshotRow("A", "0.3", "0.1")), driftOf(snapshotRow("A", "0.25000001", "0.25"))]).toEqual(["0.2", "0.00000001"]);
});

it.each([
  ["0.3", "WITHIN_TOLERANCE"],
  ["0.2", "WITHIN_TOLERANCE"],
  ["0.30000001", "WARNING"],
  ["0.35", "WARNING"],
  ["0.14999999", "CRITICAL"],
])("grades %s on a target of 0.25 as %s", (actual, level) => {
  expect(levelOf(snapshotRow("A", actual, "0.25"))).toBe(level);
});
