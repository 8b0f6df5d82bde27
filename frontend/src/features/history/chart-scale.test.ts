import { expect, it } from "vitest";
import { areaPath, heightOf, linePath, nearest, placeDays, scaleOf } from "./chart-scale";

const shown = (ticks: readonly number[]) => ticks.map((tick) => tick.toFixed(3));

it("begins at zero and ends above the largest value for levels", () => {
  expect(shown(scaleOf([0.091, 0.05], false).ticks)).toEqual(["0.000", "0.025", "0.050", "0.075", "0.100"]);
});

it("puts the target in the middle for drifts", () => {
  const { low, high, ticks } = scaleOf([-0.091, 0.03], true);

  expect([low, high]).toEqual([-0.1, 0.1]);
  expect(shown(ticks)).toEqual(["-0.100", "-0.050", "0.000", "0.050", "0.100"]);
});

it("keeps a reach of a point where nothing has drifted", () => {
  expect(scaleOf([], false).high).toBeCloseTo(0.01, 9);
});

it("adds no step above a value that is on a mark", () => {
  expect(scaleOf([0.1], false).high).toBeCloseTo(0.1, 9);
});

it("places days by the calendar", () => {
  expect(placeDays(["2020-03-19", "2020-03-20", "2020-03-23"])).toEqual([0, 25, 100]);
});

it("places a single day in the middle", () => {
  expect(placeDays(["2020-03-19"])).toEqual([50]);
});

it.each([
  [10, 0],
  [13, 1],
  [99, 2],
])("finds the day nearest to %i", (at, index) => {
  expect(nearest([0, 25, 100], at)).toBe(index);
});

it("measures heights from the top", () => {
  const scale = { low: -0.1, high: 0.1, ticks: [] };

  expect([0.1, 0, -0.1].map((value) => heightOf(value, scale))).toEqual([0, 50, 100]);
});

it("interrupts a line where there is no value", () => {
  expect(linePath([0, 25, 50, 100], [0, 0.1, null, 0.05], { low: 0, high: 0.1, ticks: [] })).toBe("M0 100L25 0M100 50");
});

it("draws a band along its high and back along its low", () => {
  const band = { low: -0.05, high: 0.05 };

  expect(areaPath([0, 100], [band, band], { low: -0.1, high: 0.1, ticks: [] })).toBe("M0 25L100 25L100 75L0 75Z");
});
