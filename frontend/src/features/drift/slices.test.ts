import { expect, it } from "vitest";
import { driftRow } from "../../../testing/samples";
import { actualPercent, paletteOf, slicesOf } from "./slices";

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
