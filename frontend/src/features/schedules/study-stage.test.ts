import { describe, expect, it } from "vitest";
import { study } from "../../../testing/samples-study";
import { staleness, stageOf } from "./study-stage";

const NOW = Date.parse("2026-11-30T15:04:05Z");
const QUARTER_HOUR = 15 * 60_000;
const MONTH = 30 * 24 * 60 * 60_000;
const WANTED = new Map([
  ["MSFT", "0.60"],
  ["XOM", "0.4"],
]);

describe("a study", () => {
  it.each([
    [null, "none"],
    [study({ state: "QUEUED", result: null }), "waiting"],
    [study({ state: "RUNNING", result: null }), "running"],
    [study({ state: "FAILED", result: null }), "failed"],
    [study(), "done"],
  ] as const)("stands where its document says", (document, stage) => {
    expect(stageOf(document, NOW)).toBe(stage);
  });

  it("is lost once nothing was heard of it for a quarter of an hour", () => {
    const running = study({ state: "RUNNING", result: null });
    const heard = Date.parse(running.updated_at);

    expect([stageOf(running, heard + QUARTER_HOUR - 1), stageOf(running, heard + QUARTER_HOUR)]).toEqual(["running", "lost"]);
  });
});

describe("an answer", () => {
  it("is about the portfolio as long as its targets are the same", () => {
    expect(staleness(study(), WANTED, NOW)).toBeNull();
    expect(staleness(study(), null, NOW)).toBeNull();
  });

  it.each([
    [
      [
        ["MSFT", "0.5"],
        ["XOM", "0.5"],
      ],
    ],
    [[["MSFT", "0.6"]]],
    [
      [
        ["MSFT", "0.6"],
        ["SPY", "0.4"],
      ],
    ],
    [[...WANTED, ["SPY", "0.1"]]],
  ])("is out of date for other targets", (weights) => {
    expect(staleness(study(), new Map(weights as [string, string][]), NOW)).toBe("targets");
  });

  it("is out of date after thirty days", () => {
    const asked = Date.parse(study().asked_at);

    expect([staleness(study(), WANTED, asked + MONTH - 1), staleness(study(), WANTED, asked + MONTH)]).toEqual([null, "age"]);
  });
});
