import { expect, it } from "vitest";
import { readPercent, scalePercents, sumPercents } from "./percent";

it.each([
  ["40%", "40"],
  ["40,5", "40.5"],
  [" 40 % ", "40"],
  ["0", "0"],
  ["100.00", "100"],
])("reads %j as %s", (typed, percent) => {
  expect(readPercent(typed)).toBe(percent);
});

it.each(["", "abc", "-1", "100.01", "1.234", "1,000.5", "NaN", "1e2", "Infinity"])("refuses %j", (typed) => {
  expect(readPercent(typed)).toBeNull();
});

it("adds exactly where floats would not", () => {
  expect(sumPercents(["0.1", "0.2", "99.7"])).toBe("100");
});

it("gives the cents that rounding leaves to the largest remainders", () => {
  expect(scalePercents(["1", "1", "1"], "100")).toEqual(["33.34", "33.33", "33.33"]);
});

it("scales sums over 100 down and keeps proportions", () => {
  expect(scalePercents(["60", "60", "30"], "100")).toEqual(["40", "40", "20"]);
});

it("shares equally where every percent is zero", () => {
  expect(scalePercents(["0", "0"], "99")).toEqual(["49.5", "49.5"]);
});

it.each([
  [["33.33", "33.33", "33.33"], "100"],
  [["7.13", "0.01", "92.99", "3.5"], "98.5"],
  [["19.9817", "30.3094", "33.8086", "15.9003"], "100"],
])("sums to the total exactly after scaling %j to %s", (percents, total) => {
  expect(sumPercents(scalePercents(percents, total))).toBe(total);
});

it("gives cents by remainder, not by size, and of equal remainders to the earlier ones", () => {
  expect(scalePercents(["1", "1", "4"], "100")).toEqual(["16.67", "16.67", "66.66"]);
});
