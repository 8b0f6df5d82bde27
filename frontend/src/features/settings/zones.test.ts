import { expect, it } from "vitest";
import { allZones, usualZones } from "./zones";

it("offers the chosen zone among a few usual ones, each once", () => {
  const zones = usualZones("Pacific/Auckland");

  expect(zones).toEqual(expect.arrayContaining(["America/New_York", "Pacific/Auckland", "UTC"]));
  expect([new Set(zones).size, zones.length < 12]).toEqual([zones.length, true]);
});

it("knows every zone, and one of another spelling that was stored", () => {
  expect(allZones("US/Eastern")).toEqual(expect.arrayContaining(["Asia/Tokyo", "US/Eastern", "UTC"]));
});

it("lists zones by name", () => {
  expect(allZones("UTC")).toEqual(allZones("UTC").toSorted());
});
