import type {
  Autonomy,
  CalendarSettings,
  ChangeMeasure,
  CombineMode,
  DateShift,
  ExecutionSettings,
  LimitSettings,
  PolicyStatus,
  RebalancingMethod,
  RuleConstraintSettings,
  TriggerKind,
} from "@/lib/contracts/generated";
import { isPositive } from "@/lib/percent";

/** What a rule waits for, as the policy's document keeps it; a combined one holds others. */
export interface StoredTrigger {
  kind: TriggerKind;
  calendar?: CalendarSettings | null;
  shift?: DateShift;
  threshold?: string | null;
  look_back?: number;
  change?: string;
  measure?: ChangeMeasure;
  symbol?: string | null;
  symbols?: readonly string[];
  amount?: string;
  deposits?: boolean;
  dividends?: boolean;
  withdrawals?: boolean;
  combine?: CombineMode;
  conditions?: readonly StoredTrigger[];
}

export interface StoredRule {
  rule_id: string;
  trigger: StoredTrigger;
  method?: RebalancingMethod | null;
  constraints?: RuleConstraintSettings | null;
  is_enabled?: boolean;
  created_at?: string | null;
}

export interface StoredTriggers {
  /** In the owner's order: the first rule that fires decides. */
  rules: readonly StoredRule[];
  cooldown_days: number;
  monitoring_minutes: number | null;
}

/** `userSettings/{uid}/policy_versions/{version}`; a version from before a field existed lacks it. */
export interface PolicyVersionDocument {
  version: number;
  status: PolicyStatus;
  autonomy?: Autonomy;
  method?: RebalancingMethod;
  calendar?: CalendarSettings;
  limits?: Partial<LimitSettings>;
  execution?: ExecutionSettings;
  triggers?: Partial<StoredTriggers>;
  targets?: { allocations: readonly { symbol: string; weight: string; is_enabled?: boolean }[] };
}

/** The policy in force, with the server's defaults (docs/api.md) where nothing was saved. */
export interface StoredPolicy {
  /** Zero before the first save. */
  version: number;
  /** Nothing is traded yet. */
  isDraft: boolean;
  autonomy: Autonomy;
  method: RebalancingMethod;
  calendar: Required<CalendarSettings>;
  limits: LimitSettings;
  execution: Required<ExecutionSettings>;
  triggers: StoredTriggers;
  /** The wanted weight of each symbol, a fraction; null where the document does not tell. */
  weights: ReadonlyMap<string, string> | null;
}

const DEFAULT_CALENDAR: Required<CalendarSettings> = { frequency: "QUARTERLY", month: 1, day: 1 };

export const DEFAULT_LIMITS: LimitSettings = {
  max_orders: 100,
  max_order_value: "1000000",
  max_run_value: "5000000",
  max_day_orders: 400,
  max_day_value: "10000000",
  max_run_turnover: "1",
  max_day_turnover: "2",
  max_price_move: "0.05",
  max_volume_share: "0.01",
  max_drawdown: null,
};

export const DEFAULT_EXECUTION: Required<ExecutionSettings> = {
  order_type: "market",
  limit_buffer: "0.002",
  reprice_after_seconds: 60,
  max_reprices: 2,
  last_resort: "LEAVE_UNFILLED",
  hold_seconds: 10,
};

const DEFAULT_TRIGGERS: StoredTriggers = {
  rules: [{ rule_id: "drift", trigger: { kind: "THRESHOLD" }, is_enabled: true, created_at: null }],
  cooldown_days: 0,
  monitoring_minutes: null,
};

/** Reads a version of the policy; null is a portfolio for which nothing was ever saved. */
export function readPolicy(document: PolicyVersionDocument | null): StoredPolicy {
  return {
    version: document?.version ?? 0,
    isDraft: document?.status !== "ACTIVE",
    autonomy: document?.autonomy ?? "PROPOSE",
    method: document?.method ?? "THRESHOLD_REBALANCING",
    calendar: { ...DEFAULT_CALENDAR, ...document?.calendar },
    limits: { ...DEFAULT_LIMITS, ...document?.limits },
    execution: { ...DEFAULT_EXECUTION, ...document?.execution },
    triggers: { ...DEFAULT_TRIGGERS, ...document?.triggers },
    weights: weightsOf(document),
  };
}

function weightsOf(document: PolicyVersionDocument | null): ReadonlyMap<string, string> | null {
  if (!document?.targets) return null;
  const enabled = document.targets.allocations.filter(({ is_enabled = true, weight }) => is_enabled && isPositive(weight));
  return new Map(enabled.map(({ symbol, weight }) => [symbol, weight]));
}
