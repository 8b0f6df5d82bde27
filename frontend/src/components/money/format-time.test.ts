import { expect, it } from "vitest";
import { formatDay, formatMarketClock, formatMarketDate, formatMarketShort, formatMarketTime, formatSeconds } from "./format-time";

const THAT_WEEK = Date.parse("2020-03-24T12:00:00Z");

it("shows market time first and local time in parentheses", () => {
  expect(formatMarketTime("2020-03-23T13:30:00Z", "Europe/Berlin", THAT_WEEK)).toBe("Mon 09:30 New York (14:30 here)");
});

it("names the local day where it is another one", () => {
  expect(formatMarketTime("2020-03-23T20:00:00Z", "Asia/Tokyo", THAT_WEEK)).toBe("Mon 16:00 New York (Tue 05:00 here)");
});

it("shows one time where market and local time agree", () => {
  expect(formatMarketTime("2020-03-23T13:30:00Z", "America/New_York", THAT_WEEK)).toBe("Mon 09:30 New York");
});

it.each([
  ["long ago", "2026-11-30T15:00:00Z"],
  ["a week ahead", "2020-03-16T12:00:00Z"],
])("dates a moment %s, whose weekday would look like this week's", (_when, now) => {
  expect(formatMarketTime("2020-03-23T13:30:00Z", "Europe/Berlin", Date.parse(now))).toBe("Mar 23, 2020, 09:30 New York (14:30 here)");
});

it("names the local date of a dated moment where it is another one", () => {
  expect(formatMarketTime("2020-03-23T20:00:00Z", "Asia/Tokyo", Date.parse("2026-11-30T15:00:00Z"))).toBe("Mar 23, 2020, 16:00 New York (Mar 24, 2020, 05:00 here)");
});

it.each([
  ["2020-03-29T09:30:00Z", "Mon 09:30"],
  ["2020-03-30T09:30:00Z", "Mar 23, 09:30"],
])("seen on %s, the short form is %s", (now, shown) => {
  expect(formatMarketShort("2020-03-23T13:30:00Z", Date.parse(now))).toBe(shown);
});

it("follows New York into winter time", () => {
  expect(formatMarketClock("2020-12-01T14:30:05Z")).toBe("09:30:05 New York");
});

it.each([
  [-5, "0 s"],
  [59, "59 s"],
  [245, "4:05 min"],
  [7200, "2 h"],
  [432_000, "5 d"],
])("shows %i seconds as %s", (seconds, shown) => {
  expect(formatSeconds(seconds)).toBe(shown);
});

it("names the day of a moment in market time", () => {
  expect(formatMarketDate("2020-03-24T02:00:00Z")).toBe("Mar 23, 2020, 22:00 New York");
});

it("shows a calendar day as itself in every zone", () => {
  expect(formatDay("2020-03-23")).toBe("Mon, Mar 23, 2020");
});
