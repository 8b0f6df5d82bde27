import { describe, expect, it } from "vitest";
import { EDGE, studied } from "../../../testing/samples-study";
import { problemsOf } from "./rule-problems";
import { draftOf } from "./rule-draft";
import { toSection } from "./rule-request";
import { bandFor, ruleFor } from "./study-rule";

const NOTHING = draftOf({ rules: [], cooldown_days: 0, monitoring_minutes: null });
const sent = (policy: Parameters<typeof ruleFor>[0]) => toSection({ ...NOTHING, rules: [ruleFor(policy, [])] }).rules?.[0];

describe("the rule of a studied schedule", () => {
  it("follows a calendar and trades everything where there is no band", () => {
    expect(sent(studied({ cadence: "MONTHLY" }))).toMatchObject({
      trigger_type: "CALENDAR",
      trigger_parameters: { calendar: { frequency: "MONTHLY", day: 1 } },
      method: "FULL",
    });
  });

  it("waits for the band where it looks every day", () => {
    expect(sent(studied(EDGE))).toMatchObject({ trigger_type: "THRESHOLD", trigger_parameters: { threshold: "0.05" }, method: "THRESHOLD_REBALANCING" });
  });

  it("leaves a band that is a part of the target to the settings", () => {
    expect(sent(studied({ ...EDGE, band_width: "0.2", band_method: "RELATIVE" }))).toMatchObject({ trigger_parameters: { threshold: null } });
  });

  it("wants both where it looks at a band on dates", () => {
    expect(sent(studied({ ...EDGE, cadence: "QUARTERLY" }))).toMatchObject({
      trigger_type: "COMBINED",
      trigger_parameters: {
        combine: "ALL",
        conditions: [
          { trigger_type: "CALENDAR", trigger_parameters: { calendar: { frequency: "QUARTERLY" } } },
          { trigger_type: "THRESHOLD", trigger_parameters: { threshold: "0.05" } },
        ],
      },
      method: "THRESHOLD_REBALANCING",
    });
  });

  it("can be saved as it is, beside others", () => {
    const first = ruleFor(studied(), []);
    const second = ruleFor(studied(), [first]);

    expect(second.id).not.toBe(first.id);
    expect(problemsOf({ ...NOTHING, rules: [second, first] }).size).toBe(0);
  });
});

it("has a band where the schedule has one", () => {
  expect([studied(), studied(EDGE)].map(bandFor)).toEqual([undefined, { width: "0.05", method: "ABSOLUTE", destination: "BAND_EDGE" }]);
});
