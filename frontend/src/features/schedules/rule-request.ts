import type { CalendarSettings, ConditionParameters, RuleConstraintSettings, RuleSettings, SavePolicyRequest, TriggerParameters, TriggerSection } from "@/lib/contracts/generated";
import { readAmount, readPercentage, readWhole, toFraction } from "@/lib/typed-number";
import type { ConditionDraft, RuleDraft, ScheduleDraft } from "./rule-draft";

/** The section that saves a draft whose fields are all readable; it replaces the stored one as a whole. */
export function toSection(draft: ScheduleDraft): TriggerSection {
  return {
    rules: draft.rules.map(ruleSettings) as TriggerSection["rules"],
    cooldown_days: readWhole(draft.cooldownDays) ?? 0,
    monitoring_interval_minutes: draft.isMonitored ? readWhole(draft.monitoringMinutes) : null,
  };
}

/** What is saved of a draft: its rules, and the band where a recommendation has brought one. */
export function toPolicyRequest(draft: ScheduleDraft): SavePolicyRequest {
  const triggers = toSection(draft);
  if (!draft.band) return { triggers };
  const { method, width, destination } = draft.band;
  return { triggers, drift: { method, threshold: width }, destination };
}

/** Symbols as typed, "spy, tlt" or one a line, in capitals. */
export function readSymbols(typed: string): string[] {
  return typed.toUpperCase().split(/[\s,;]+/).filter((symbol) => symbol !== "");
}

/** The calendar of a condition; null where it follows the policy's or the day cannot be read. */
export function readCalendar(condition: ConditionDraft): CalendarSettings | null {
  const { frequency } = condition;
  const day = readWhole(frequency === "WEEKLY" ? condition.weekday : condition.day);
  const month = readWhole(condition.month);
  if (!condition.hasOwnCalendar || day === null || month === null) return null;
  return frequency === "ANNUAL" ? { frequency, month, day } : { frequency, day };
}

function ruleSettings(rule: RuleDraft): RuleSettings {
  return {
    id: rule.id,
    trigger_type: rule.kind,
    trigger_parameters: ruleParameters(rule),
    method: rule.method === "" ? null : rule.method,
    constraints: limitsOf(rule),
    enabled: rule.isEnabled,
    created_at: rule.createdAt,
  };
}

function ruleParameters(rule: RuleDraft): TriggerParameters {
  const [first] = rule.conditions;
  if (rule.kind !== "COMBINED") return first ? parametersOf(first) : {};
  const conditions = rule.conditions.map((each) => ({ trigger_type: each.kind, trigger_parameters: parametersOf(each) }));
  return { combine: rule.combine, conditions: conditions as TriggerParameters["conditions"] };
}

function parametersOf(condition: ConditionDraft): ConditionParameters {
  const { measure, deposits, dividends, withdrawals, shift } = condition;
  const change = { look_back: readWhole(condition.lookBack), change: fractionOrNull(condition.change), measure };
  const pair = readSymbols(condition.pair);
  switch (condition.kind) {
    case "CALENDAR":
      return { calendar: readCalendar(condition), shift };
    case "THRESHOLD":
      return { threshold: fractionOrNull(condition.threshold) };
    case "VOLATILITY_CHANGE":
      return { ...change, symbol: condition.symbol === "" ? null : condition.symbol };
    case "CORRELATION_CHANGE":
      return { ...change, symbols: pair.length > 0 ? pair : null };
    case "CASH_FLOW":
      return { amount: readAmount(condition.amount), deposits, dividends, withdrawals };
  }
}

function limitsOf(rule: RuleDraft): RuleConstraintSettings | null {
  const limits = {
    max_turnover: fractionOrNull(rule.maxTurnover),
    min_trade_size: readAmount(rule.minTradeSize),
    transaction_cost_limit: readAmount(rule.costLimit),
    excluded_instruments: readSymbols(rule.excluded),
  };
  return Object.values(limits).some((limit) => limit !== null && limit.length > 0) ? limits : null;
}

function fractionOrNull(percent: string): string | null {
  const read = readPercentage(percent);
  return read === null ? null : toFraction(read);
}
