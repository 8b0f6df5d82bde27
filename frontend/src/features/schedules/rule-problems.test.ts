import { describe, expect, it } from "vitest";
import { CallError } from "@/lib/firebase";
import { type ConditionDraft, type ConditionKind, emptyCondition, emptyRule, type RuleDraft, type ScheduleDraft } from "./rule-draft";
import { hasRuleProblem, problemsOf, serverProblem } from "./rule-problems";

const draft = (rules: RuleDraft[], part: Partial<ScheduleDraft> = {}): ScheduleDraft => ({ rules, cooldownDays: "0", isMonitored: false, monitoringMinutes: "", ...part });
const fieldsOf = (found: ScheduleDraft) => [...problemsOf(found).keys()];

const refusal = (field: string) => new CallError("INVALID_ARGUMENT", "no such day", { correlation_id: "c-1", field });

function withCondition(kind: ConditionKind, part: Partial<ConditionDraft>): ScheduleDraft {
  return draft([{ ...emptyRule(kind, []), conditions: [{ ...emptyCondition(kind), ...part }] }]);
}

describe("a condition is refused", () => {
  it.each([
    ["CALENDAR", { frequency: "MONTHLY", day: "32" }, "calendar.day"],
    ["CALENDAR", { frequency: "ANNUAL", month: "2", day: "30" }, "calendar.day"],
    ["THRESHOLD", { threshold: "101" }, "threshold"],
    ["THRESHOLD", { threshold: "much" }, "threshold"],
    ["VOLATILITY_CHANGE", { lookBack: "4" }, "look_back"],
    ["VOLATILITY_CHANGE", { lookBack: "251" }, "look_back"],
    ["VOLATILITY_CHANGE", { change: "0" }, "change"],
    ["VOLATILITY_CHANGE", { change: "10000.01" }, "change"],
    ["VOLATILITY_CHANGE", { symbol: "spy" }, "symbol"],
    ["CORRELATION_CHANGE", { pair: "SPY" }, "symbols"],
    ["CORRELATION_CHANGE", { pair: "SPY SPY" }, "symbols"],
    ["CASH_FLOW", {}, "amount"],
    ["CASH_FLOW", { amount: "1", deposits: false, dividends: false }, "deposits"],
  ] as const)("of %s with %o", (kind, part, field) => {
    expect(fieldsOf(withCondition(kind, part))).toEqual([`rules[0].trigger_parameters.${field}`]);
  });
});

it.each([
  ["CALENDAR", { frequency: "ANNUAL", month: "2", day: "29" }],
  ["CALENDAR", { frequency: "WEEKLY", weekday: "7", day: "40" }],
  ["CALENDAR", { hasOwnCalendar: false, day: "" }],
  ["VOLATILITY_CHANGE", { lookBack: "5", change: "10000" }],
  ["CORRELATION_CHANGE", { pair: "spy, brk.b" }],
  ["CASH_FLOW", { amount: "0" }],
] as const)("accepts %s with %o", (kind, part) => {
  expect(fieldsOf(withCondition(kind, part))).toEqual([]);
});

describe("a rule is refused", () => {
  const rule = emptyRule("MANUAL", []);

  it("for a name that is not one, or that another has", () => {
    expect(fieldsOf(draft([{ ...rule, id: "a b" }]))).toEqual(["rules[0].id"]);
    expect(fieldsOf(draft([rule, { ...rule }]))).toEqual(["rules[1].id"]);
  });

  it("for limits that cannot be read", () => {
    const limits = { maxTurnover: "120", minTradeSize: "-1", costLimit: "free", excluded: "GLD, gold_" };
    expect(fieldsOf(draft([{ ...rule, ...limits }]))).toEqual(
      ["max_turnover", "min_trade_size", "transaction_cost_limit", "excluded_instruments"].map((field) => `rules[0].constraints.${field}`),
    );
  });

  it("for having no condition, or a wrong one", () => {
    const combined = emptyRule("COMBINED", []);
    expect(fieldsOf(draft([{ ...combined, conditions: [] }]))).toEqual(["rules[0].trigger_parameters.conditions"]);
    expect(fieldsOf(draft([{ ...combined, conditions: [emptyCondition("THRESHOLD"), emptyCondition("CASH_FLOW")] }]))).toEqual([
      "rules[0].trigger_parameters.conditions[1].trigger_parameters.amount",
    ]);
  });
});

it.each([
  [{ cooldownDays: "" }, ["cooldown_days"]],
  [{ cooldownDays: "3661" }, ["cooldown_days"]],
  [{ cooldownDays: "3660", isMonitored: true, monitoringMinutes: "390" }, []],
  [{ isMonitored: true, monitoringMinutes: "4" }, ["monitoring_interval_minutes"]],
  [{ isMonitored: true, monitoringMinutes: "391" }, ["monitoring_interval_minutes"]],
])("judges the pace %o", (part, fields) => {
  expect(fieldsOf(draft([], part))).toEqual(fields);
});

describe("a refusal by the server", () => {
  it("is shown at the field it names", () => {
    const problems = serverProblem(refusal("triggers.rules[1].trigger_parameters.calendar.day"));
    expect([...problems]).toEqual([["rules[1].trigger_parameters.calendar.day", "no such day"]]);
    expect([hasRuleProblem(problems, 0), hasRuleProblem(problems, 1)]).toEqual([false, true]);
  });

  it.each([null, new Error("lost"), refusal("autonomy"), new CallError("UNAVAILABLE", "down", { correlation_id: "c-1", field: "triggers.rules" })])(
    "that names none of these fields marks none: %s",
    (error) => {
      expect(serverProblem(error).size).toBe(0);
    },
  );
});
