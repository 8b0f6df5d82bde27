import { expect, it } from "vitest";
import { readPositive } from "./amounts";

it.each([
  ["40", "40"],
  [" $1,250.50 ", "1250.5"],
  ["1250,5", "1250.5"],
  ["1,000", "1000"],
  ["0.01", "0.01"],
])("reads %s as %s", (typed, amount) => {
  expect(readPositive(typed, 2)).toBe(amount);
});

it.each(["", "0", "-5", "1.234", "1,00,000", "12a", "1e5"])("takes %j for no amount of money", (typed) => {
  expect(readPositive(typed, 2)).toBeNull();
});

it("reads as many decimals as a share has", () => {
  expect([readPositive("0.123456789", 9), readPositive("0.1234567891", 9)]).toEqual(["0.123456789", null]);
});
