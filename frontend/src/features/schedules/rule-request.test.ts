import { describe, expect, it } from "vitest";
import { type ConditionKind, draftOf, emptyCondition, emptyRule, type ScheduleDraft } from "./rule-draft";
import { toSection } from "./rule-request";
import type { StoredRule } from "@/lib/policy";

const draft = (part: Partial<ScheduleDraft>): ScheduleDraft => ({ rules: [], cooldownDays: "0", isMonitored: false, monitoringMinutes: "30", ...part });

function parametersOf(kind: ConditionKind, part: object = {}) {
  const rule = { ...emptyRule(kind, []), conditions: [{ ...emptyCondition(kind), ...part }] };
  return toSection(draft({ rules: [rule] })).rules?.[0]?.trigger_parameters;
}

it("sends the pace beside the rules", () => {
  expect(toSection(draft({ cooldownDays: "31", isMonitored: true, monitoringMinutes: "15" }))).toEqual({ rules: [], cooldown_days: 31, monitoring_interval_minutes: 15 });
});

it("sends once a session as no interval", () => {
  expect(toSection(draft({})).monitoring_interval_minutes).toBeNull();
});

describe("the parameters", () => {
  it.each([
    ["CALENDAR", {}, { calendar: { frequency: "QUARTERLY", day: 1 }, shift: "FOLLOWING" }],
    ["CALENDAR", { hasOwnCalendar: false }, { calendar: null, shift: "FOLLOWING" }],
    ["CALENDAR", { frequency: "WEEKLY", weekday: "5", day: "9" }, { calendar: { frequency: "WEEKLY", day: 5 }, shift: "FOLLOWING" }],
    ["CALENDAR", { frequency: "ANNUAL", month: "2", day: "29" }, { calendar: { frequency: "ANNUAL", month: 2, day: 29 }, shift: "FOLLOWING" }],
    ["THRESHOLD", { threshold: "2.5" }, { threshold: "0.025" }],
    ["THRESHOLD", {}, { threshold: null }],
    ["VOLATILITY_CHANGE", {}, { look_back: 60, change: "0.5", measure: "RELATIVE", symbol: null }],
    ["CORRELATION_CHANGE", { pair: "spy tlt" }, { look_back: 60, change: "0.3", measure: "ABSOLUTE", symbols: ["SPY", "TLT"] }],
    ["CASH_FLOW", { amount: "$1,000" }, { amount: "1000", deposits: true, dividends: true, withdrawals: false }],
  ] as const)("of %s with %o", (kind, part, sent) => {
    expect(parametersOf(kind, part)).toEqual(sent);
  });

  it("of a combined rule are its conditions", () => {
    expect(toSection(draft({ rules: [emptyRule("COMBINED", [])] })).rules?.[0]?.trigger_parameters).toMatchObject({
      combine: "ALL",
      conditions: [{ trigger_type: "CALENDAR" }, { trigger_type: "THRESHOLD", trigger_parameters: { threshold: null } }],
    });
  });
});

it("sends limits as fractions and dollars, and none as null", () => {
  const rule = emptyRule("MANUAL", []);
  const [open, limited] = toSection(draft({ rules: [rule, { ...rule, id: "b", maxTurnover: "20%", excluded: "gld" }] })).rules ?? [];
  expect(open?.constraints).toBeNull();
  expect(limited?.constraints).toEqual({ max_turnover: "0.2", min_trade_size: null, transaction_cost_limit: null, excluded_instruments: ["GLD"] });
});

it("gives back every stored rule as it was", () => {
  const limits = { max_turnover: "0.125", min_trade_size: "50", transaction_cost_limit: null, excluded_instruments: ["GLD", "SLV"] };
  const rules: StoredRule[] = [
    { rule_id: "a", trigger: { kind: "CALENDAR", calendar: { frequency: "ANNUAL", month: 3, day: 15 }, shift: "PRECEDING" }, method: "FULL", constraints: limits, is_enabled: false, created_at: "2020-01-02T15:00:00Z" },
    { rule_id: "b", trigger: { kind: "COMBINED", combine: "ANY", conditions: [{ kind: "THRESHOLD", threshold: "0.12345" }, { kind: "CASH_FLOW", amount: "500", deposits: false, dividends: true, withdrawals: true }] } },
  ];
  expect(toSection(draftOf({ rules, cooldown_days: 3, monitoring_minutes: 30 }))).toMatchObject({
    cooldown_days: 3,
    monitoring_interval_minutes: 30,
    rules: [
      { id: "a", trigger_type: "CALENDAR", trigger_parameters: { calendar: { frequency: "ANNUAL", month: 3, day: 15 }, shift: "PRECEDING" }, method: "FULL", constraints: limits, enabled: false, created_at: "2020-01-02T15:00:00Z" },
      { id: "b", trigger_parameters: { combine: "ANY", conditions: [{ trigger_parameters: { threshold: "0.12345" } }, { trigger_parameters: { amount: "500", deposits: false, dividends: true, withdrawals: true } }] } },
    ],
  });
});
