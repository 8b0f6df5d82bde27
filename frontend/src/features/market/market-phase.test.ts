import { expect, it } from "vitest";
import { marketPhase } from "./market-phase";

const session = (day: string, opens: string, closes: string) => ({ day, opens_at: `${day}T${opens}:00Z`, closes_at: `${day}T${closes}:00Z` });
// New York leaves summer time on 2026-11-01; the day after Thanksgiving ends early.
const SESSIONS = [
  session("2026-10-30", "13:30", "20:00"),
  session("2026-11-02", "14:30", "21:00"),
  session("2026-11-25", "14:30", "21:00"),
  session("2026-11-27", "14:30", "18:00"),
  session("2026-11-30", "14:30", "21:00"),
];
const at = (moment: string) => marketPhase(SESSIONS, new Date(moment));

it.each([
  ["before it opens", "2026-10-30T13:29:59Z", "closed", "2026-10-30T13:30:00Z"],
  ["at the opening", "2026-10-30T13:30:00Z", "open", "2026-10-30T20:00:00Z"],
  ["at the close", "2026-10-30T20:00:00Z", "closed", "2026-11-02T14:30:00Z"],
  ["over the weekend in which the clocks change", "2026-11-01T15:00:00Z", "closed", "2026-11-02T14:30:00Z"],
  ["on Thanksgiving", "2026-11-26T16:00:00Z", "holiday", "2026-11-27T14:30:00Z"],
  ["on a day that ends early", "2026-11-27T15:00:00Z", "earlyClose", "2026-11-27T18:00:00Z"],
])("knows the market %s", (_when, moment, state, changesAt) => {
  expect(at(moment)).toEqual({ state, changesAt });
});

it("claims nothing beyond the calendar it has", () => {
  expect([at("2026-12-01T15:00:00Z"), marketPhase([], new Date())].map(({ state }) => state)).toEqual(["unknown", "unknown"]);
});
