import type {
  CalendarSettings,
  ChangeMeasure,
  CombineMode,
  DateShift,
  Destination,
  DriftMethod,
  Frequency,
  RebalancingMethod,
  TriggerKind,
} from "@/lib/contracts/generated";
import { toPercent } from "@/lib/typed-number";
import type { StoredRule, StoredTrigger, StoredTriggers } from "@/lib/policy";

export type ConditionKind = Exclude<TriggerKind, "COMBINED" | "MANUAL">;

export const CONDITION_KINDS = ["CALENDAR", "THRESHOLD", "VOLATILITY_CHANGE", "CORRELATION_CHANGE", "CASH_FLOW"] as const satisfies ConditionKind[];
export const RULE_KINDS = [...CONDITION_KINDS, "COMBINED", "MANUAL"] as const satisfies TriggerKind[];

/** One condition in the editor; text fields are what was typed, percents not fractions. */
export interface ConditionDraft {
  key: string;
  kind: ConditionKind;
  hasOwnCalendar: boolean;
  frequency: Frequency;
  weekday: string;
  day: string;
  month: string;
  shift: DateShift;
  /** Empty means the policy's own bands. */
  threshold: string;
  lookBack: string;
  change: string;
  measure: ChangeMeasure;
  /** Empty means the whole portfolio. */
  symbol: string;
  /** Empty means every pair that is held. */
  pair: string;
  amount: string;
  deposits: boolean;
  dividends: boolean;
  withdrawals: boolean;
}

export interface RuleDraft {
  key: string;
  id: string;
  /** Only a rule that was never saved can be named. */
  isNew: boolean;
  kind: TriggerKind;
  /** One for a simple rule, several for a combined one; a manual rule looks at none. */
  conditions: readonly ConditionDraft[];
  combine: CombineMode;
  method: RebalancingMethod | "";
  maxTurnover: string;
  minTradeSize: string;
  costLimit: string;
  excluded: string;
  isEnabled: boolean;
  createdAt: string | null;
}

/** How far a weight may stray, and how far a trade brings it back: settings of the policy beside its rules. */
export interface BandDraft {
  method: DriftMethod;
  /** A fraction of the portfolio, or of the target under RELATIVE. */
  width: string;
  destination: Destination;
}

/** The whole `triggers` section in the editor. */
export interface ScheduleDraft {
  rules: readonly RuleDraft[];
  cooldownDays: string;
  /** Whether drift is looked at every few minutes, not only once a session. */
  isMonitored: boolean;
  monitoringMinutes: string;
  /** What a recommendation sets beside the rules; without it the policy keeps its band. */
  band?: BandDraft | undefined;
}

const USUAL_INTERVAL = 30;

const CHANGE_DEFAULTS = {
  VOLATILITY_CHANGE: { change: "50", measure: "RELATIVE" },
  CORRELATION_CHANGE: { change: "30", measure: "ABSOLUTE" },
} as const satisfies Partial<Record<ConditionKind, { change: string; measure: ChangeMeasure }>>;

/** A condition with every setting at its default. */
export function emptyCondition(kind: ConditionKind): ConditionDraft {
  const change = kind === "CORRELATION_CHANGE" ? CHANGE_DEFAULTS.CORRELATION_CHANGE : CHANGE_DEFAULTS.VOLATILITY_CHANGE;
  return {
    key: crypto.randomUUID(),
    kind,
    hasOwnCalendar: true,
    frequency: "QUARTERLY",
    weekday: "1",
    day: "1",
    month: "1",
    shift: "FOLLOWING",
    threshold: "",
    lookBack: "60",
    ...change,
    symbol: "",
    pair: "",
    amount: "",
    deposits: true,
    dividends: true,
    withdrawals: false,
  };
}

/** A new rule with a name of its own. */
export function emptyRule(kind: TriggerKind, others: readonly RuleDraft[]): RuleDraft {
  return {
    key: crypto.randomUUID(),
    id: freeName(kind, others),
    isNew: true,
    kind,
    conditions: conditionsFor(kind, []),
    combine: "ALL",
    method: "",
    maxTurnover: "",
    minTradeSize: "",
    costLimit: "",
    excluded: "",
    isEnabled: true,
    createdAt: null,
  };
}

/** The same rule waiting for something else; a name nobody chose follows the kind. */
export function withKind(rule: RuleDraft, kind: TriggerKind, rules: readonly RuleDraft[]): RuleDraft {
  const others = rules.filter((other) => other.key !== rule.key);
  const isNameOurs = rule.isNew && rule.id === freeName(rule.kind, others);
  const id = isNameOurs ? freeName(kind, others) : rule.id;
  return { ...rule, kind, id, conditions: conditionsFor(kind, rule.conditions) };
}

function conditionsFor(kind: TriggerKind, before: readonly ConditionDraft[]): readonly ConditionDraft[] {
  if (kind === "MANUAL") return [];
  if (kind !== "COMBINED") return [emptyCondition(kind)];
  const first = before[0] ?? emptyCondition("CALENDAR");
  return before.length > 1 ? before : [first, emptyCondition(first.kind === "THRESHOLD" ? "CALENDAR" : "THRESHOLD")];
}

function freeName(kind: TriggerKind, others: readonly RuleDraft[]): string {
  const taken = new Set(others.map((rule) => rule.id));
  const name = kind.toLowerCase().replaceAll("_", "-");
  let place = 1;
  while (taken.has(`${name}-${place}`)) place += 1;
  return `${name}-${place}`;
}

/** Copies the stored section into the editor. */
export function draftOf(stored: StoredTriggers): ScheduleDraft {
  return {
    rules: stored.rules.map(ruleOf),
    cooldownDays: String(stored.cooldown_days),
    isMonitored: stored.monitoring_minutes !== null,
    monitoringMinutes: String(stored.monitoring_minutes ?? USUAL_INTERVAL),
  };
}

function ruleOf(stored: StoredRule): RuleDraft {
  const limits = stored.constraints;
  return {
    key: stored.rule_id,
    id: stored.rule_id,
    isNew: false,
    kind: stored.trigger.kind,
    conditions: storedConditions(stored.trigger).map((each, index) => conditionOf(each, `${stored.rule_id} ${index}`)),
    combine: stored.trigger.combine ?? "ANY",
    method: stored.method ?? "",
    maxTurnover: percentOrEmpty(limits?.max_turnover),
    minTradeSize: limits?.min_trade_size ?? "",
    costLimit: limits?.transaction_cost_limit ?? "",
    excluded: (limits?.excluded_instruments ?? []).join(", "),
    isEnabled: stored.is_enabled ?? true,
    createdAt: stored.created_at ?? null,
  };
}

function storedConditions(trigger: StoredTrigger): readonly StoredTrigger[] {
  if (trigger.kind === "COMBINED") return trigger.conditions ?? [];
  return trigger.kind === "MANUAL" ? [] : [trigger];
}

function conditionOf(stored: StoredTrigger, key: string): ConditionDraft {
  const kind = CONDITION_KINDS.find((each) => each === stored.kind) ?? "THRESHOLD";
  const usual = emptyCondition(kind);
  return {
    ...usual,
    key,
    ...calendarOf(stored.calendar ?? null),
    shift: stored.shift ?? usual.shift,
    threshold: percentOrEmpty(stored.threshold),
    lookBack: String(stored.look_back ?? usual.lookBack),
    change: stored.change ? toPercent(stored.change) : usual.change,
    measure: stored.measure ?? usual.measure,
    symbol: stored.symbol ?? "",
    pair: (stored.symbols ?? []).join(", "),
    amount: stored.amount ?? "",
    deposits: stored.deposits ?? usual.deposits,
    dividends: stored.dividends ?? usual.dividends,
    withdrawals: stored.withdrawals ?? usual.withdrawals,
  };
}

function calendarOf(calendar: CalendarSettings | null): Partial<ConditionDraft> {
  if (calendar === null) return { hasOwnCalendar: false };
  const { frequency = "QUARTERLY", day = 1, month = 1 } = calendar;
  const place = frequency === "WEEKLY" ? { weekday: String(day) } : { day: String(day) };
  return { hasOwnCalendar: true, frequency, month: String(month), ...place };
}

function percentOrEmpty(fraction: string | null | undefined): string {
  return fraction == null ? "" : toPercent(fraction);
}

/** A text that is equal for drafts in which a person sees the same. */
export function draftText(draft: ScheduleDraft): string {
  return JSON.stringify(draft, (name, value: unknown) => (name === "key" || name === "isNew" || name === "createdAt" ? undefined : value));
}
