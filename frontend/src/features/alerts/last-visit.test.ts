// @vitest-environment jsdom
import { afterEach, expect, it } from "vitest";
import { isNewSince, lastSeen, markSeen } from "./last-visit";

afterEach(() => localStorage.clear());

it("knows nothing before the first visit", () => {
  expect(lastSeen("ann")).toBeNull();
});

it("keeps the newest of what was shown, and never goes back", () => {
  markSeen("ann", ["2020-03-20T10:00:00Z", "2020-03-23T10:00:00Z", "2020-03-21T10:00:00Z"]);
  markSeen("ann", ["2020-03-22T10:00:00Z"]);

  expect(lastSeen("ann")).toBe("2020-03-23T10:00:00Z");
});

it("keeps nothing where nothing was shown", () => {
  markSeen("ann", []);

  expect(lastSeen("ann")).toBeNull();
});

it("is each person's own", () => {
  markSeen("ann", ["2020-03-20T10:00:00Z"]);

  expect(lastSeen("bob")).toBeNull();
});

it("passes over what is no time", () => {
  localStorage.setItem("trimtab.alerts.seen.ann", "yesterday");

  expect(lastSeen("ann")).toBeNull();
});

it.each([
  [null, "2020-03-23T10:00:00Z", false],
  ["2020-03-23T10:00:00Z", "2020-03-23T10:00:00.000Z", false],
  ["2020-03-23T10:00:00Z", "2020-03-23T10:00:00.001Z", true],
  ["2020-03-23T10:00:00Z", "2020-03-22T10:00:00Z", false],
])("after a last visit of %s calls %s new: %s", (seen, moment, isNew) => {
  expect(isNewSince(seen, moment)).toBe(isNew);
});
