import { expect, it } from "vitest";
import { differenceOf } from "./difference";

it.each([
  ["9.10", "0.05", { word: "more", by: "9.05" }],
  ["0.05", "9.10", { word: "less", by: "9.05" }],
  ["9.101", "9.099", { word: "same", by: "0" }],
])("tells %s from %s", (figure, first, difference) => {
  expect(differenceOf(figure, first)).toEqual(difference);
});

it("compares with nothing that is not known", () => {
  expect([differenceOf(null, "1"), differenceOf("1", null)]).toEqual([null, null]);
});
