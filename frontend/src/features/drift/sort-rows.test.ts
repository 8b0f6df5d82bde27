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
