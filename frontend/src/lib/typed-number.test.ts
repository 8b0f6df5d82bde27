import { expect, it } from "vitest";
import { readAmount, readPercentage, readWhole, toFraction, toPercent } from "./typed-number";

it.each([
  ["0", "0"],
  [" $1,250.50 ", "1250.5"],
  ["1250,5", "1250.5"],
  ["1,000", "1000"],
  ["1,000,000", "1000000"],
])("reads the amount %s as %s", (typed, amount) => {
  expect(readAmount(typed, 2)).toBe(amount);
});

it.each(["", "-5", "1.234", "1,00,000", "12a", "1e5", "1.5.0"])("takes %j for no amount", (typed) => {
  expect(readAmount(typed, 2)).toBeNull();
});

it.each([
  ["5%", "5"],
  ["0,5 %", "0.5"],
  ["2,500", "2.5"],
  ["250", "250"],
  ["five", null],
])("reads the percentage %s as %s", (typed, percent) => {
  expect(readPercentage(typed)).toBe(percent);
});

it.each([
  [" 60 ", 60],
  ["1.5", null],
  ["1000000", null],
])("reads the whole number %s as %s", (typed, whole) => {
  expect(readWhole(typed)).toBe(whole);
});

it("leads from a fraction to its percentage and back", () => {
  expect([toPercent("0.002"), toFraction("0.2")]).toEqual(["0.2", "0.002"]);
});
