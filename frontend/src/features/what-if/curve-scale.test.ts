import { expect, it } from "vitest";
import { nearestPlace, pathOf, placesOf } from "./curve-scale";

const POINTS = [
  { price: "0", drift: "0.04" },
  { price: "0.001", drift: "0.02" },
  { price: "0.004", drift: "0" },
];

it("the dearest point stands on the right, the one that leaves most drift on top", () => {
  expect(placesOf(POINTS)).toEqual([
    { left: 0, top: 0 },
    { left: 25, top: 50 },
    { left: 100, top: 100 },
  ]);
});

it("points that are all alike stand in the middle", () => {
  expect(placesOf([{ price: "0", drift: "0" }])).toEqual([{ left: 50, top: 50 }]);
});

it("savings stand left of doing nothing", () => {
  const [idle, saving] = placesOf([{ price: "0", drift: "0.04" }, { price: "-0.001", drift: "0.03" }]);

  expect(saving?.left).toBeLessThan(idle?.left ?? 0);
});

it("what is pointed at is the nearest point", () => {
  expect([{ left: 10, top: 10 }, { left: 30, top: 45 }, { left: 99, top: 70 }].map((at) => nearestPlace(placesOf(POINTS), at))).toEqual([0, 1, 2]);
});

it("a line goes through all of them", () => {
  expect(pathOf(placesOf(POINTS))).toBe("M0 0L25 50L100 100");
});
