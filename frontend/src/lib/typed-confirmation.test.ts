import { expect, it } from "vitest";
import { readAbove } from "./typed-confirmation";

it("asks above ten thousand dollars where nothing usable was chosen", () => {
  expect([null, "", "much", "-1"].map(readAbove)).toEqual(["10000", "10000", "10000", "10000"]);
});

it("asks above what was chosen, also above nothing", () => {
  expect(["2500.5", "0"].map(readAbove)).toEqual(["2500.5", "0"]);
});
