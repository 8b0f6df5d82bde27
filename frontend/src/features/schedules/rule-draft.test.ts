import { describe, expect, it } from "vitest";
import type { StoredRule, StoredTriggers } from "@/lib/policy";
import { draftOf, draftText, emptyCondition, emptyRule, type RuleDraft, withKind } from "./rule-draft";

const stored = (part: Partial<StoredTriggers>): StoredTriggers => ({ rules: [], cooldown_days: 0, monitoring_minutes: null, ...part });
const ruleOf = (rule: StoredRule): RuleDraft => {
  const [draft] = draftOf(stored({ rules: [rule] })).rules;
  if (!draft) throw new Error("The rule was lost.");
  return draft;
};
const kindsOf = (rule: RuleDraft) => rule.conditions.map(({ kind }) => kind);

describe("a new rule", () => {
  it("is on, has no limits of its own, and takes the first name that is free", () => {
    const first = emptyRule("CASH_FLOW", []);
    const third = emptyRule("CASH_FLOW", [first, { ...first, id: "cash-flow-2" }]);

    expect(first).toMatchObject({ id: "cash-flow-1", isNew: true, combine: "ALL", method: "", maxTurnover: "", minTradeSize: "", costLimit: "", excluded: "", isEnabled: true, createdAt: null });
    expect(third.id).toBe("cash-flow-3");
  });

  it.each([
    ["MANUAL", []],
    ["THRESHOLD", ["THRESHOLD"]],
    ["COMBINED", ["CALENDAR", "THRESHOLD"]],
  ] as const)("of the kind %s waits for %j", (kind, expected) => {
    expect(kindsOf(emptyRule(kind, []))).toEqual(expected);
  });

  it("waits for a quarter's first day, for any inflow, and for the usual change", () => {
    expect(emptyCondition("CALENDAR")).toMatchObject({ hasOwnCalendar: true, frequency: "QUARTERLY", weekday: "1", day: "1", month: "1", shift: "FOLLOWING" });
    expect(emptyCondition("CASH_FLOW")).toMatchObject({ amount: "", deposits: true, dividends: true, withdrawals: false });
    expect(emptyCondition("VOLATILITY_CHANGE")).toMatchObject({ lookBack: "60", change: "50", measure: "RELATIVE", symbol: "", threshold: "" });
    expect(emptyCondition("CORRELATION_CHANGE")).toMatchObject({ lookBack: "60", change: "30", measure: "ABSOLUTE", pair: "" });
  });
});

describe("a rule that waits for something else", () => {
  const drift = emptyRule("THRESHOLD", []);

  it("is named after it, unless somebody chose the name or it is saved", () => {
    const names = [drift, { ...drift, id: "mine" }, { ...drift, isNew: false }].map((rule) => withKind(rule, "CALENDAR", [rule]).id);

    expect(names).toEqual(["calendar-1", "mine", "threshold-1"]);
  });

  it("minds the names of the others", () => {
    expect(withKind(drift, "CALENDAR", [drift, emptyRule("CALENDAR", [])]).id).toBe("calendar-2");
  });

  it("keeps what it waited for when it is combined, and adds another kind", () => {
    const calendar = emptyRule("CALENDAR", []);
    const combined = withKind(drift, "COMBINED", [drift]);

    expect([kindsOf(combined), kindsOf(withKind(calendar, "COMBINED", [calendar]))]).toEqual([["THRESHOLD", "CALENDAR"], ["CALENDAR", "THRESHOLD"]]);
    expect(withKind(combined, "COMBINED", [combined]).conditions).toBe(combined.conditions);
    expect(kindsOf(withKind(combined, "CASH_FLOW", [combined]))).toEqual(["CASH_FLOW"]);
    expect(combined.kind).toBe("COMBINED");
  });
});

describe("a stored section", () => {
  it("is monitored where there is an interval, and offers the usual one elsewhere", () => {
    expect(draftOf(stored({ cooldown_days: 31, monitoring_minutes: 15 }))).toEqual({ rules: [], cooldownDays: "31", isMonitored: true, monitoringMinutes: "15" });
    expect(draftOf(stored({}))).toMatchObject({ isMonitored: false, monitoringMinutes: "30" });
  });

  it("shows a rule's limits as they are typed", () => {
    const rule: StoredRule = {
      rule_id: "drift",
      trigger: { kind: "THRESHOLD", threshold: "0.025" },
      method: "CASH_FLOW",
      constraints: { max_turnover: "0.1", min_trade_size: "250", transaction_cost_limit: "12.5", excluded_instruments: ["SPY", "TLT"] },
      is_enabled: false,
      created_at: "2020-01-02T15:00:00Z",
    };

    expect(ruleOf(rule)).toMatchObject({
      key: "drift",
      id: "drift",
      isNew: false,
      kind: "THRESHOLD",
      conditions: [{ key: "drift 0", kind: "THRESHOLD", threshold: "2.5", hasOwnCalendar: false }],
      combine: "ANY",
      method: "CASH_FLOW",
      maxTurnover: "10",
      minTradeSize: "250",
      costLimit: "12.5",
      excluded: "SPY, TLT",
      isEnabled: false,
      createdAt: "2020-01-02T15:00:00Z",
    });
  });

  it("leaves empty what a rule does not say, and has it on", () => {
    expect(ruleOf({ rule_id: "by hand", trigger: { kind: "MANUAL" } })).toMatchObject({ conditions: [], method: "", maxTurnover: "", minTradeSize: "", costLimit: "", excluded: "", isEnabled: true, createdAt: null });
  });

  it("shows what a condition waits for", () => {
    const conditions = [
      { kind: "VOLATILITY_CHANGE", look_back: 20, change: "0.25", measure: "ABSOLUTE", symbol: "SPY" },
      { kind: "CORRELATION_CHANGE", symbols: ["SPY", "TLT"] },
      { kind: "CASH_FLOW", amount: "500", deposits: false, dividends: false, withdrawals: true },
      { kind: "CALENDAR", shift: "PRECEDING", calendar: { frequency: "WEEKLY", day: 5 } },
      { kind: "CALENDAR", calendar: { frequency: "ANNUAL", day: 29, month: 2 } },
      { kind: "CALENDAR", calendar: {} },
    ] as const;
    const combined = ruleOf({ rule_id: "all", trigger: { kind: "COMBINED", combine: "ALL", conditions } });

    expect(combined.combine).toBe("ALL");
    expect(combined.conditions).toMatchObject([
      { key: "all 0", lookBack: "20", change: "25", measure: "ABSOLUTE", symbol: "SPY", pair: "" },
      { key: "all 1", lookBack: "60", change: "30", measure: "ABSOLUTE", symbol: "", pair: "SPY, TLT", deposits: true, dividends: true },
      { key: "all 2", amount: "500", deposits: false, dividends: false, withdrawals: true },
      { key: "all 3", amount: "", shift: "PRECEDING", frequency: "WEEKLY", weekday: "5", day: "1", hasOwnCalendar: true },
      { key: "all 4", shift: "FOLLOWING", frequency: "ANNUAL", weekday: "1", day: "29", month: "2" },
      { key: "all 5", frequency: "QUARTERLY", day: "1", month: "1", hasOwnCalendar: true },
    ]);
  });

  it("has no conditions where a combined rule holds none", () => {
    expect(ruleOf({ rule_id: "none", trigger: { kind: "COMBINED" } }).conditions).toEqual([]);
  });
});

it("takes drafts that show the same for equal, whatever their keys and origin", () => {
  const draft = draftOf(stored({ rules: [{ rule_id: "drift", trigger: { kind: "THRESHOLD" } }] }));
  const retyped = { ...draft, rules: draft.rules.map((rule) => ({ ...rule, key: "other", isNew: true, createdAt: "2020-01-02T15:00:00Z" })) };

  expect(draftText(retyped)).toBe(draftText(draft));
  expect(draftText({ ...draft, cooldownDays: "1" })).not.toBe(draftText(draft));
  expect(draftText({ ...draft, rules: draft.rules.map((rule) => ({ ...rule, isEnabled: false })) })).not.toBe(draftText(draft));
});
