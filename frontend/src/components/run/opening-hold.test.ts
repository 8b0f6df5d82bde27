import { expect, it } from "vitest";
import { waitsForOpening } from "./opening-hold";

const created_at = "2020-03-20T21:00:00Z";

it.each([
  [null, false],
  ["2020-03-20T21:10:00Z", false],
  ["2020-03-20T21:10:01Z", true],
  ["2020-03-23T13:31:00Z", true],
])("a run that is held until %s waits for the opening: %s", (hold_until, expected) => {
  expect(waitsForOpening({ created_at, hold_until })).toBe(expected);
});
