import type {
  CheckDocument,
  CheckResult,
  CompareShadowResult,
  FindingDocument,
  SavePolicyResult,
  ScheduleDocument,
  ScheduleStateResult,
} from "@/lib/contracts/generated";

const HOUR_MS = 3_600_000;

/** A moment some hours from now, so that what lies ahead still does when a test runs. */
function inHours(hours: number): string {
  return new Date(Date.now() + hours * HOUR_MS).toISOString();
}

/** The version of a policy with a quarterly date, the own bands and a deposit rule that is switched off. */
export function policyVersion(version: number, overrides: object = {}): object {
  return {
    version,
    status: "ACTIVE",
    autonomy: "PROPOSE",
    method: "THRESHOLD_REBALANCING",
    calendar: { frequency: "QUARTERLY", day: 1, month: 1 },
    limits: {
      max_orders: 40,
      max_order_value: "25000",
      max_run_value: "60000",
      max_day_orders: 80,
      max_day_value: "100000",
      max_run_turnover: "0.3",
      max_day_turnover: "0.5",
      max_price_move: "0.02",
      max_volume_share: "0.01",
      max_drawdown: "0.2",
    },
    triggers: { cooldown_days: 5, monitoring_minutes: 30, rules: storedRules() },
    ...overrides,
  };
}

function storedRules(): object[] {
  const created_at = "2020-01-02T15:00:00Z";
  return [
    { rule_id: "quarterly", trigger: { kind: "CALENDAR", calendar: { frequency: "QUARTERLY", day: 1, month: 1 }, shift: "FOLLOWING" }, method: null, constraints: null, is_enabled: true, created_at },
    { rule_id: "drift", trigger: { kind: "THRESHOLD", threshold: null }, method: "TAX_AWARE", constraints: { max_turnover: "0.2", min_trade_size: "50", transaction_cost_limit: null, excluded_instruments: [] }, is_enabled: true, created_at },
    { rule_id: "deposits", trigger: { kind: "CASH_FLOW", amount: "1000", deposits: true, dividends: true, withdrawals: false }, method: "CASH_FLOW", constraints: null, is_enabled: false, created_at },
  ];
}

export function schedule(overrides: Partial<ScheduleDocument> = {}): ScheduleDocument {
  return {
    policy_version: 3,
    next_due_at: inHours(20),
    last_checked_at: "2020-03-23T13:45:07Z",
    last_session: "2020-03-23",
    last_run_session: "2020-01-02",
    last_outcome: "FIRED",
    last_reason: { code: "THRESHOLD_BREACHED", text: "XOM is 9.1 points under its target; 5 points are allowed." },
    failures: 0,
    ...overrides,
  };
}

export function scheduleState(overrides: Partial<ScheduleStateResult> = {}): ScheduleStateResult {
  return {
    portfolio_id: "default",
    as_of: "2020-03-23T15:04:05Z",
    next_date: "2020-04-01",
    days_until: 9,
    next_dates: ["2020-04-01", "2020-07-01", "2020-10-01", "2021-01-04", "2021-04-01"],
    sessions_known_until: "2021-12-31",
    threshold: { symbol: "XOM", drift_percent: "-9.1", tolerance_percent: "5", critical_percent: "10", drift_level: "WARNING" },
    rules: [
      { rule_id: "quarterly", trigger_type: "CALENDAR", has_fired: false, reason_code: "CALENDAR_NOT_DUE", message: "No quarterly date has come since 2020-01-02; the next is 2020-04-01." },
      { rule_id: "drift", trigger_type: "THRESHOLD", has_fired: true, reason_code: "THRESHOLD_BREACHED", message: "XOM is 9.1 points under its target; 5 points are allowed." },
      { rule_id: "deposits", trigger_type: "CASH_FLOW", has_fired: false, reason_code: "RULE_DISABLED", message: "The rule is switched off." },
    ],
    next_check_at: inHours(20),
    last_checked_at: "2020-03-23T13:45:07Z",
    last_session: "2020-03-23",
    last_run_session: "2020-01-02",
    ...overrides,
  };
}

const FINDINGS: FindingDocument[] = [
  { rule_id: "quarterly", kind: "CALENDAR", has_fired: false, reason: { code: "CALENDAR_NOT_DUE", text: "No quarterly date has come since 2020-01-02; the next is 2020-04-01." } },
  { rule_id: "drift", kind: "THRESHOLD", has_fired: true, reason: { code: "THRESHOLD_BREACHED", text: "XOM is 9.1 points under its target; 5 points are allowed." } },
];

const REASONS = {
  QUIET: { code: "NO_RULE_FIRED", text: "No rule asks for a rebalancing now." },
  UNPLANNED: { code: "BELOW_MINIMUM_TRADE", text: "Every trade would be below the minimum of $10." },
  SHADOWED: { code: "SHADOWED", text: "The plan was kept to compare; nobody is asked." },
  PROPOSED: { code: "PLAN_WAITING", text: "The plan waits for approval." },
  STARTED: { code: "RUN_STARTED", text: "A run was started within the owner's limits." },
  REFUSED: { code: "LIMIT_RUN_VALUE", text: "The plan trades $71,200.00; a run may trade $60,000.00 at most." },
} as const satisfies Record<CheckResult, CheckDocument["reason"]>;

/** A look on a day of March 2020 with a result. */
export function check(day: string, result: CheckResult, overrides: Partial<CheckDocument> = {}): CheckDocument {
  const isQuiet = result === "QUIET";
  return {
    check_id: `${day}-${result.toLowerCase()}`,
    checked_at: `${day}T13:45:07Z`,
    due_at: `${day}T13:45:00Z`,
    session: day,
    autonomy: "PROPOSE",
    result,
    reason: REASONS[result],
    plan_id: isQuiet || result === "UNPLANNED" ? null : "pl_0001",
    run_id: result === "STARTED" ? "run_0001" : null,
    verdict: {
      as_of: `${day}T13:45:05Z`,
      outcome: isQuiet ? "NOT_FIRED" : "FIRED",
      reason: REASONS[result],
      findings: isQuiet ? FINDINGS.slice(0, 1) : FINDINGS,
      rule_id: isQuiet ? null : "drift",
      trigger: isQuiet ? null : "THRESHOLD",
    },
    ...overrides,
  };
}

/** One look of every result, on six days. */
export function everyCheck(): CheckDocument[] {
  return [
    check("2020-03-23", "PROPOSED"),
    check("2020-03-20", "REFUSED"),
    check("2020-03-19", "STARTED"),
    check("2020-03-18", "SHADOWED"),
    check("2020-03-17", "UNPLANNED"),
    check("2020-03-16", "QUIET"),
  ];
}

export function shadowComparison(overrides: Partial<CompareShadowResult> = {}): CompareShadowResult {
  return {
    portfolio_id: "default",
    first_day: "2020-03-01",
    last_day: "2020-03-31",
    days: [
      {
        day: "2020-03-20",
        plan_id: "pl_0001",
        drift_before_percent: "9.1",
        drift_planned_percent: "0.05",
        drift_next_percent: "4.2",
        trades: [
          { symbol: "MSFT", planned_qty: "-34.4121", planned_value: "-4679.36", traded_qty: "-20", traded_value: "-2721.40" },
          { symbol: "XOM", planned_qty: "254.932", planned_value: "8017.61", traded_qty: "0", traded_value: "0" },
        ],
      },
      { day: "2020-03-23", plan_id: null, drift_before_percent: "4.2", drift_planned_percent: null, drift_next_percent: null, trades: [] },
    ],
    ...overrides,
  };
}

/** What the server answers to a saved policy; only what the page reads is filled in. */
export function policySaved(version: number, overrides: Partial<SavePolicyResult> = {}): Partial<SavePolicyResult> {
  return { portfolio_id: "default", policy_version: version, status: "ACTIVE", autonomy: "PROPOSE", warnings: [], ...overrides };
}
