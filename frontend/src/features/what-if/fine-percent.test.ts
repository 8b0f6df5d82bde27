import { expect, it } from "vitest";
import { formatFine } from "./fine-percent";

it.each([
  ["0.0123", "1.230%"],
  ["0.000012345678", "0.001%"],
  ["0", "0.000%"],
  ["-0.001", "−0.100%"],
  ["-0.000000000001", "0.000%"],
])("%s is %s", (fraction, expected) => {
  expect(formatFine(fraction)).toBe(expected);
});
