import { expect, it } from "vitest";
import { driftRow } from "../../../testing/samples";
import { actualPercent, paletteOf, slicesOf, targetPercent } from "./slices";

const many = ["A", "B", "C", "D", "E", "F", "G", "H"].map((symbol, index) => driftRow(symbol, String(20 - 2 * index), "12.5", "0"));

it("shows at most six symbols of their own and the rest as Other", () => {
  const slices = slicesOf(many, actualPercent, paletteOf(many));

  expect(slices.map((slice) => slice.name)).toEqual(["A", "B", "C", "D", "E", "F", "Other"]);
  expect(slices.at(-1)?.percent).toBe("14");
});

it("keeps a symbol's colour whatever is shown", () => {
  const palette = paletteOf(many);
  const few = slicesOf(many.slice(2, 4), actualPercent, palette);

  expect(few.map((slice) => slice.colour)).toEqual([palette.get("C"), palette.get("D")]);
});

it("colours the largest symbols by the larger of share and target, in symbol order, and cash apart", () => {
  const rows = [driftRow("$CASH", "60", "0", "60"), driftRow("Z", "1", "30", "-29"), ...many.slice(0, 6), driftRow("T", "2", "1", "1")];

  expect([...paletteOf(rows)]).toEqual([
    ["A", "var(--slice-1)"],
    ["B", "var(--slice-2)"],
    ["C", "var(--slice-3)"],
    ["D", "var(--slice-4)"],
    // Of E and F, both at their target, the earlier one.
    ["E", "var(--slice-5)"],
    ["Z", "var(--slice-6)"],
    ["$CASH", "var(--slice-cash)"],
  ]);
});

it("colours the earlier of equally large symbols, whatever their order", () => {
  const equal = ["H", "G", "F", "E", "D", "C", "B", "A"].map((symbol) => driftRow(symbol, "12.5", "12.5", "0"));

  expect([...paletteOf(equal).keys()]).toEqual(["A", "B", "C", "D", "E", "F", "$CASH"]);
});

it("puts cash last, once, in its own colour, and leaves out what has no share", () => {
  const rows = [driftRow("$CASH", "40", "50", "-10"), driftRow("A", "60", "25", "35"), driftRow("B", "0", "25", "-25")];

  expect(slicesOf(rows, actualPercent, paletteOf(rows))).toEqual([
    { name: "A", colour: "var(--slice-1)", percent: "60" },
    { name: "Cash", colour: "var(--slice-cash)", percent: "40" },
  ]);
  expect(slicesOf(rows, targetPercent, paletteOf(rows)).map((slice) => slice.percent)).toEqual(["25", "25", "50"]);
});
