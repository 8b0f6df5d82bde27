import { expect, it } from "vitest";
import { recentMonths } from "./months";

it("names each month's first and last day, over the turn of the year", () => {
  expect(recentMonths(new Date("2020-03-15T12:00:00Z"), 4)).toEqual([
    { id: "2020-03", name: "March 2020", firstDay: "2020-03-01", lastDay: "2020-03-31" },
    { id: "2020-02", name: "February 2020", firstDay: "2020-02-01", lastDay: "2020-02-29" },
    { id: "2020-01", name: "January 2020", firstDay: "2020-01-01", lastDay: "2020-01-31" },
    { id: "2019-12", name: "December 2019", firstDay: "2019-12-01", lastDay: "2019-12-31" },
  ]);
});

it("goes by New York's calendar", () => {
  expect(recentMonths(new Date("2020-04-01T03:00:00Z"), 1)[0]?.id).toBe("2020-03");
});
