import { formatMoney } from "@/components/money/format";
import type { CalendarSettings, DateShift } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { readAmount, readPercentage, readWhole } from "@/lib/typed-number";
import type { ConditionDraft, RuleDraft } from "./rule-draft";
import { readCalendar, readSymbols } from "./rule-request";

const text = schedulesMessages.sentence;
const MONTHS = text.months;

const QUARTER_STARTS = [1, 4, 7, 10];
const LAST_SAFE_DAY = 28;

/** Says in one sentence what a rule does; what cannot be read yet is an ellipsis. */
export function ruleSentence(rule: RuleDraft, policyCalendar: Required<CalendarSettings>): string {
  return `${capital(whenOf(rule, policyCalendar))}${termsOf(rule)}.`;
}

/** One condition on its own, as it stands inside a combined rule's sentence. */
export function conditionClause(condition: ConditionDraft, policyCalendar: Required<CalendarSettings>): string {
  switch (condition.kind) {
    case "CALENDAR":
      return text.dateHasCome(calendarClause(condition, policyCalendar));
    case "THRESHOLD":
      return thresholdClause(condition);
    case "VOLATILITY_CHANGE":
      return text.volatility(condition.symbol || text.portfolio, lookBackOf(condition), changeOf(condition));
    case "CORRELATION_CHANGE":
      return text.correlation(pairOf(condition), lookBackOf(condition), changeOf(condition));
    case "CASH_FLOW":
      return cashClause(condition);
  }
}

function whenOf(rule: RuleDraft, policyCalendar: Required<CalendarSettings>): string {
  const [first] = rule.conditions;
  if (rule.kind === "MANUAL") return text.manual;
  if (rule.kind === "COMBINED" || !first) {
    const clauses = rule.conditions.map((each) => conditionClause(each, policyCalendar));
    if (clauses.length === 0) return text.noConditions;
    if (clauses.length === 1) return text.when(clauses.join(""));
    return rule.combine === "ALL" ? text.all(clauses.join(text.and)) : text.any(clauses.join(text.or));
  }
  return first.kind === "CALENDAR" ? calendarClause(first, policyCalendar) : text.when(conditionClause(first, policyCalendar));
}

function calendarClause(condition: ConditionDraft, policyCalendar: Required<CalendarSettings>): string {
  if (!condition.hasOwnCalendar) return text.policyCalendar(datesOf(policyCalendar, condition.shift));
  const calendar = readCalendar(condition);
  return calendar ? datesOf(calendar, condition.shift) : text.unknown;
}

function datesOf({ frequency = "QUARTERLY", day = 1, month = 1 }: CalendarSettings, shift: DateShift): string {
  const near = text.near[shift];
  const short = frequency !== "ANNUAL" && day > LAST_SAFE_DAY ? text.shortMonths : "";
  switch (frequency) {
    case "WEEKLY":
      return text.weekly(near, text.weekdays[day - 1] ?? text.unknown);
    case "MONTHLY":
      return text.monthly(near, ordinal(day)) + short;
    case "QUARTERLY":
      return text.quarterly(near, ordinal(day), listed(QUARTER_STARTS.map((each) => MONTHS[each - 1] ?? ""), text.lastAnd)) + short;
    case "ANNUAL":
      return text.annual(near, `${MONTHS[month - 1] ?? text.unknown} ${day}`);
  }
}

function thresholdClause({ threshold }: ConditionDraft): string {
  return threshold.trim() === "" ? text.outOfBand : text.offTarget(readPercentage(threshold) ?? text.unknown);
}

function cashClause(condition: ConditionDraft): string {
  const amount = readAmount(condition.amount);
  const incoming = listed([condition.deposits ? text.deposits : "", condition.dividends ? text.dividends : ""].filter(Boolean), text.lastAnd);
  const outgoing = condition.withdrawals ? text.withdrawals : "";
  const flows = incoming && outgoing ? text.eitherFlow(incoming, outgoing) : incoming || outgoing || text.unknown;
  return text.cashFlow(flows, amount === null ? text.unknown : formatMoney(amount).replace(/\.00$/, ""));
}

function termsOf(rule: RuleDraft): string {
  const turnover = readPercentage(rule.maxTurnover);
  const least = readAmount(rule.minTradeSize);
  const cost = readAmount(rule.costLimit);
  const excluded = readSymbols(rule.excluded);
  const terms = [
    rule.method && text.method(text.methods[rule.method]),
    turnover !== null && text.turnover(turnover),
    least !== null && text.leastTrade(formatMoney(least)),
    cost !== null && text.costLimit(formatMoney(cost)),
    excluded.length > 0 && text.without(listed(excluded, text.lastAnd)),
  ];
  const said = terms.filter((term) => term !== false && term !== "");
  return said.length > 0 ? text.terms(listed(said.map(String), text.lastAnd)) : "";
}

function lookBackOf(condition: ConditionDraft): string {
  return String(readWhole(condition.lookBack) ?? text.unknown);
}

function changeOf(condition: ConditionDraft): string {
  const change = readPercentage(condition.change) ?? text.unknown;
  return condition.measure === "RELATIVE" ? text.relative(change) : text.points(change);
}

function pairOf(condition: ConditionDraft): string {
  const pair = readSymbols(condition.pair);
  return pair.length === 0 ? text.anyPair : listed(pair, text.lastAnd);
}

function listed(parts: readonly string[], lastAnd: string): string {
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")}${lastAnd}${parts.at(-1) ?? ""}`;
}

function ordinal(day: number): string {
  const ending = day >= 11 && day <= 13 ? "th" : (["th", "st", "nd", "rd"][day % 10] ?? "th");
  return `${day}${ending}`;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
