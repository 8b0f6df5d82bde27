import { expect, it } from "vitest";
import { daysUntil, longTermFrom, newYorkDay, termOn } from "./term";

it.each([
  ["2012-09-19", "2013-09-20"],
  ["2015-02-28", "2016-03-01"],
  ["2023-03-01", "2024-03-02"],
  ["2024-02-28", "2025-03-01"],
  ["2024-02-29", "2025-03-01"],
  ["2023-02-27", "2024-02-28"],
  ["2023-02-28", "2024-03-01"],
  ["2025-12-31", "2027-01-01"],
])("makes shares held from %s long term from %s on", (heldFrom, firstLongDay) => {
  expect(longTermFrom(heldFrom)).toBe(firstLongDay);
});

it.each([
  ["2012-09-19", "2013-09-19", "SHORT"],
  ["2012-09-19", "2013-09-20", "LONG"],
  ["2015-02-28", "2016-02-29", "SHORT"],
  ["2015-02-28", "2016-03-01", "LONG"],
  ["2023-03-01", "2024-03-01", "SHORT"],
])("calls shares held from %s and sold on %s %s", (heldFrom, sold, term) => {
  expect(termOn(heldFrom, sold)).toBe(term);
});

it("counts days by the calendar across the change of clocks, and never below zero", () => {
  expect([daysUntil("2020-03-09", "2020-03-07"), daysUntil("2020-03-07", "2020-03-09")]).toEqual([2, 0]);
});

it("takes New York's day, not the reader's or UTC's", () => {
  expect([newYorkDay(Date.parse("2020-03-24T03:59:59Z")), newYorkDay(Date.parse("2020-03-24T04:00:00Z"))]).toEqual(["2020-03-23", "2020-03-24"]);
});
