import { expect, it } from "vitest";
import { driftRow } from "../../../testing/samples";
import { nextSorting, sortRows } from "./sort-rows";

const rows = [driftRow("A", "22", "25", "-3"), driftRow("B", "34", "25", "9"), driftRow("$CASH", "0", "0", "0")];

it("sorts drift by its size, whatever its sign", () => {
  expect(sortRows(rows, { column: "drift", isDescending: true }).map((row) => row.symbol)).toEqual(["B", "A", "$CASH"]);
});

it("compares decimals, not texts", () => {
  const texts = [driftRow("A", "9", "0", "9"), driftRow("B", "10", "0", "10")];

  expect(sortRows(texts, { column: "actual", isDescending: true }).map((row) => row.symbol)).toEqual(["B", "A"]);
});

it("turns around on a second click and starts large on a new column", () => {
  const first = nextSorting({ column: "symbol", isDescending: false }, "drift");

  expect([first, nextSorting(first, "drift")]).toEqual([
    { column: "drift", isDescending: true },
    { column: "drift", isDescending: false },
  ]);
});

it.each([
  ["target", ["C", "B", "A"]],
  ["value", ["B", "A", "C"]],
  ["symbol", ["C", "B", "A"]],
] as const)("sorts by %s from the largest down, and back", (column, expected) => {
  const priced = [
    { ...driftRow("A", "10", "20", "-10"), market_value: "900.00" },
    { ...driftRow("B", "60", "30", "30"), market_value: "1000.00" },
    { ...driftRow("C", "30", "50", "-20"), market_value: "89.99" },
  ];
  const symbols = (isDescending: boolean) => sortRows(priced, { column, isDescending }).map((row) => row.symbol);

  expect([symbols(true), symbols(false)]).toEqual([expected, expected.toReversed()]);
});

it("starts another column large, and the symbols from the first on", () => {
  const drift = nextSorting({ column: "value", isDescending: false }, "drift");

  expect([drift.isDescending, nextSorting(drift, "symbol")]).toEqual([true, { column: "symbol", isDescending: false }]);
});

it("keeps the order of equal rows in both directions", () => {
  const equal = [driftRow("B", "10", "25", "-15"), driftRow("A", "20", "25", "-5")];

  expect([true, false].map((isDescending) => sortRows(equal, { column: "target", isDescending }).map((row) => row.symbol))).toEqual([["B", "A"], ["B", "A"]]);
});
