import { CallError } from "@/lib/firebase";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { isBetween, readAmount, readPercentage, readWhole } from "@/lib/typed-number";
import type { ConditionDraft, RuleDraft, ScheduleDraft } from "./rule-draft";
import { readSymbols } from "./rule-request";
import { isSymbol } from "@/lib/symbol";

const text = schedulesMessages.problems;

const ID_SHAPE = /^[A-Za-z0-9_-]{1,64}$/;
const DAYS_OF_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const MOST_RULES = 20;
export const MOST_CONDITIONS = 10;

/** What is wrong, by the server's own name of the field, counted from the `triggers` section. */
export type Problems = ReadonlyMap<string, string>;

type Found = [field: string, problem: string | null];

/** Where the server looks for a field of a rule. */
export function ruleField(index: number, field: string): string {
  return `rules[${index}].${field}`;
}

/** Where the server looks for a parameter of a rule's condition. */
export function conditionField(rule: RuleDraft, place: number, parameter: string): string {
  const inside = rule.kind === "COMBINED" ? `conditions[${place}].trigger_parameters.` : "";
  return `trigger_parameters.${inside}${parameter}`;
}

/** Everything in the draft that the server would refuse. */
export function problemsOf(draft: ScheduleDraft): Problems {
  const cooldown = readWhole(draft.cooldownDays);
  const found: Found[] = [
    ["rules", draft.rules.length > MOST_RULES ? text.tooManyRules(MOST_RULES) : null],
    ["cooldown_days", cooldown !== null && cooldown <= 3660 ? null : text.cooldown],
    ["monitoring_interval_minutes", !draft.isMonitored || isInterval(draft.monitoringMinutes) ? null : text.monitoring],
    ...draft.rules.flatMap((rule, index) =>
      ruleProblems(rule, draft.rules).map(([field, problem]): Found => [ruleField(index, field), problem]),
    ),
  ];
  return new Map(found.filter((each): each is [string, string] => each[1] !== null));
}

/** The field a refusal names, as a problem; none where it names nothing of this section. */
export function serverProblem(error: Error | null): Problems {
  const named = error instanceof CallError && error.status === "INVALID_ARGUMENT" ? error.details?.field : null;
  return named?.startsWith("triggers.") ? new Map([[named.slice("triggers.".length), error?.message ?? ""]]) : new Map();
}

/** Whether anything is wrong with one rule. */
export function hasRuleProblem(problems: Problems, index: number): boolean {
  return [...problems.keys()].some((field) => field.startsWith(`rules[${index}].`));
}

function ruleProblems(rule: RuleDraft, rules: readonly RuleDraft[]): Found[] {
  const excluded = readSymbols(rule.excluded);
  return [
    ["id", idProblem(rule, rules)],
    ["trigger_parameters.conditions", rule.kind === "COMBINED" && (rule.conditions.length < 1 || rule.conditions.length > MOST_CONDITIONS) ? text.conditions(MOST_CONDITIONS) : null],
    ...rule.conditions.flatMap((condition, place) =>
      conditionProblems(condition).map(([field, problem]): Found => [conditionField(rule, place, field), problem]),
    ),
    ["constraints.max_turnover", rule.maxTurnover.trim() === "" || isPercent(rule.maxTurnover) ? null : text.percent],
    ["constraints.min_trade_size", amountProblem(rule.minTradeSize)],
    ["constraints.transaction_cost_limit", amountProblem(rule.costLimit)],
    ["constraints.excluded_instruments", symbolsProblem(excluded)],
  ];
}

function idProblem(rule: RuleDraft, rules: readonly RuleDraft[]): string | null {
  if (!ID_SHAPE.test(rule.id)) return text.id;
  return rules.find((other) => other.id === rule.id) === rule ? null : text.idTwice(rule.id);
}

function conditionProblems(condition: ConditionDraft): Found[] {
  switch (condition.kind) {
    case "CALENDAR":
      return [["calendar.day", condition.hasOwnCalendar ? dayProblem(condition) : null]];
    case "THRESHOLD":
      return [["threshold", condition.threshold.trim() === "" || isPercent(condition.threshold) ? null : text.percent]];
    case "VOLATILITY_CHANGE":
      return [...changeProblems(condition), ["symbol", condition.symbol === "" ? null : symbolsProblem([condition.symbol])]];
    case "CORRELATION_CHANGE":
      return [...changeProblems(condition), ["symbols", pairProblem(readSymbols(condition.pair))]];
    case "CASH_FLOW":
      return [
        ["amount", condition.amount.trim() === "" ? text.amountMissing : amountProblem(condition.amount)],
        ["deposits", condition.deposits || condition.dividends || condition.withdrawals ? null : text.flows],
      ];
  }
}

function changeProblems(condition: ConditionDraft): Found[] {
  const lookBack = readWhole(condition.lookBack);
  const change = readPercentage(condition.change);
  return [
    ["look_back", lookBack !== null && lookBack >= 5 && lookBack <= 250 ? null : text.lookBack],
    ["change", change !== null && change !== "0" && isBetween(change, "0", "10000") ? null : text.change],
  ];
}

function dayProblem({ frequency, day, month }: ConditionDraft): string | null {
  if (frequency === "WEEKLY") return null;
  const last = (frequency === "ANNUAL" ? DAYS_OF_MONTHS[(readWhole(month) ?? 1) - 1] : null) ?? 31;
  const read = readWhole(day);
  return read !== null && read >= 1 && read <= last ? null : text.day(last);
}

function pairProblem(symbols: readonly string[]): string | null {
  if (symbols.length !== 0 && symbols.length !== 2) return text.pair;
  return symbolsProblem(symbols);
}

function symbolsProblem(symbols: readonly string[]): string | null {
  const wrong = symbols.find((symbol) => !isSymbol(symbol));
  if (wrong !== undefined) return text.symbol(wrong);
  const twice = symbols.find((symbol, index) => symbols.indexOf(symbol) !== index);
  return twice === undefined ? null : text.symbolTwice(twice);
}

function amountProblem(typed: string): string | null {
  return typed.trim() === "" || readAmount(typed) !== null ? null : text.amount;
}

function isPercent(typed: string): boolean {
  const read = readPercentage(typed);
  return read !== null && isBetween(read, "0", "100");
}

function isInterval(typed: string): boolean {
  const minutes = readWhole(typed);
  return minutes !== null && minutes >= 5 && minutes <= 390;
}
