import { expect, it } from "vitest";
import { formatFraction, formatMoney, formatPercent, formatQuantity, formatSignedFraction, formatSignedMoney, formatSignedPercent } from "./format";

it("shows money from the decimal string itself, beyond what a float can hold", () => {
  expect(formatMoney("90071992547409931.27")).toBe("$90,071,992,547,409,931.27");
});

it("shows negative money with a true minus sign", () => {
  expect(formatMoney("-12.5")).toBe("−$12.50");
});

it("never puts a plus sign before a level", () => {
  expect(formatPercent("40")).toBe("40.00%");
});

it.each([
  ["6.5", "+6.50%"],
  ["-3", "−3.00%"],
  ["0", "0.00%"],
  ["-0.00", "0.00%"],
])("shows the change %s as %s", (points, shown) => {
  expect(formatSignedPercent(points)).toBe(shown);
});

it("keeps nine decimals of a share and adds none", () => {
  expect([formatQuantity("0.123456789"), formatQuantity("10")]).toEqual(["0.123456789", "10"]);
});

it("shows a fraction as a percentage from the decimal string itself", () => {
  expect(formatFraction("0.091")).toBe("9.10%");
});

it("shows a change in fractions with its sign", () => {
  expect(["0.065", "-0.0302", "0"].map(formatSignedFraction)).toEqual(["+6.50%", "−3.02%", "0.00%"]);
});

it.each([
  ["12.5", "+$12.50"],
  ["-3", "−$3.00"],
  ["0", "$0.00"],
])("shows the gain %s as %s", (gain, shown) => {
  expect(formatSignedMoney(gain)).toBe(shown);
});
