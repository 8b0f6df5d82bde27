// Generated from contracts.schema.json by `npm run generate`; do not edit.

/**
 * What the plan does about a row (requirement 004).
 */
export type DriftAction = "buy" | "sell" | "hold";
/**
 * Levels as requirement 001 writes them.
 */
export type DriftLevelName = "WITHIN_TOLERANCE" | "WARNING" | "CRITICAL";
/**
 * Whether orders move real money; it comes from the broker's host, never from a request.
 */
export type BrokerMode = "PAPER" | "LIVE";
/**
 * Which trades repair a portfolio (requirement 000's names; FULL is 002's full rebalance).
 */
export type RebalancingMethod = "FULL" | "THRESHOLD_REBALANCING";
/**
 * Machine-readable reasons; the values are public and never change their meaning.
 */
export type ReasonCode =
  | "REBALANCE_DRIFT"
  | "CASH_INVESTMENT"
  | "LIQUIDATION"
  | "WITHIN_TOLERANCE"
  | "ON_TARGET"
  | "UNTARGETED_HELD"
  | "BELOW_MINIMUM_TRADE"
  | "BELOW_ONE_SHARE"
  | "CASH_SHORT"
  | "PRICE_MISSING"
  | "PRICE_STALE"
  | "NOT_TRADABLE"
  | "OPEN_ORDERS"
  | "SHARES_HELD_BY_ORDERS"
  | "PRICE_MOVED"
  | "NO_TARGETS"
  | "NO_VALUE"
  | "EVERYTHING_IN_BAND"
  | "NOTHING_TRADABLE"
  | "NEGATIVE_CASH"
  | "SHORT_POSITION"
  | "ACCOUNT_BLOCKED"
  | "DRAFT_TARGETS"
  | "TARGETS_BELOW_100"
  | "TARGETS_SUM"
  | "BAD_FIELD"
  | "UNKNOWN_SYMBOL"
  | "UNTRADABLE_SYMBOL"
  | "DUPLICATE_SYMBOL"
  | "NOT_SIGNED_IN"
  | "NOT_OPERATOR"
  | "NO_BROKER_LINKED"
  | "BROKER_UNAVAILABLE"
  | "BROKER_REFUSED"
  | "BROKER_CREDENTIALS_REFUSED"
  | "STORE_UNAVAILABLE"
  | "TRADING_HALTED"
  | "REDUCE_ONLY"
  | "MARKET_CLOSED"
  | "PLAN_NOT_FOUND"
  | "PLAN_EXPIRED"
  | "PLAN_CHANGED"
  | "PLAN_EMPTY"
  | "ACCOUNT_CHANGED"
  | "ACCOUNT_BUSY"
  | "IDEMPOTENCY_KEY_REUSED"
  | "LIMIT_ORDER_COUNT"
  | "LIMIT_ORDER_VALUE"
  | "LIMIT_RUN_VALUE"
  | "SAVE_CONFLICT"
  | "INSUFFICIENT_BUYING_POWER"
  | "INSUFFICIENT_SHARES"
  | "OPPOSITE_ORDER_OPEN"
  | "NOT_FRACTIONABLE"
  | "BELOW_BROKER_MINIMUM"
  | "SUB_PENNY_PRICE"
  | "SHORT_NOT_ALLOWED"
  | "CLIENT_ID_TAKEN"
  | "ALL_FILLED"
  | "SOME_FILLED"
  | "NOTHING_FILLED"
  | "NEVER_ARRIVED"
  | "ORDER_MISMATCH"
  | "ORDER_STUCK"
  | "LEDGER_DIFFERS";
/**
 * What a plan amounts to.
 */
export type PlanStatus = "READY" | "NO_ACTION" | "BLOCKED";
/**
 * How urgent a trade is (requirement 001; domain rule 13).
 */
export type Priority = "HIGH" | "MEDIUM" | "LOW";
/**
 * Sides as requirement 004 writes them.
 */
export type SideName = "buy" | "sell";
/**
 * ACTIVE allows every order, REDUCE_ONLY only sells of what is held, HALTED none.
 */
export type TradingMode = "ACTIVE" | "REDUCE_ONLY" | "HALTED";
/**
 * Where a run stands, in the order it goes through.
 */
export type RunState =
  | "RESERVED"
  | "SELLING"
  | "SELLS_OPEN"
  | "BUY_SEALED"
  | "BUYING"
  | "BUYS_OPEN"
  | "RECONCILING"
  | "COMPLETED"
  | "PARTIAL"
  | "NO_ACTION"
  | "BLOCKED"
  | "CANCELLED"
  | "HALTED"
  | "NEEDS_OPERATOR";
/**
 * Where a leg stands; UNKNOWN is a state of its own, never a kind of failure.
 */
export type LegState =
  | "PLANNED"
  | "INTENT"
  | "SENDING"
  | "UNKNOWN"
  | "ACKED"
  | "PARTIAL"
  | "FILLED"
  | "CANCELLED"
  | "EXPIRED"
  | "REJECTED"
  | "REFUSED"
  | "NEVER_SENT"
  | "SKIPPED";
/**
 * Which way shares move; quantities are always positive.
 */
export type Side = "BUY" | "SELL";
/**
 * How an order is priced; the values are the broker's own words.
 */
export type OrderType = "market" | "limit";
/**
 * Whether a policy may be traded; a draft may be incomplete.
 */
export type PolicyStatus = "ACTIVE" | "DRAFT";
/**
 * What started the run.
 */
export type RunKind = "REBALANCE" | "SINGLE_TRADE";
/**
 * How long an order lives; only day orders are sent.
 */
export type TimeInForce = "day";

/**
 * The portfolio as the plan would leave it.
 */
export interface AfterState {
  cash: string;
  drift_analysis: DriftAnalysisRow[];
  max_drift_percent: string;
  turnover_percent: string;
}
/**
 * One symbol's place in the portfolio, in percent of its value; `$CASH` is cash.
 */
export interface DriftAnalysisRow {
  action: DriftAction;
  actual_percent: string;
  drift_level: DriftLevelName;
  drift_percent: string;
  market_value: string;
  needs_rebalance: boolean;
  relative_drift_percent: string | null;
  symbol: string;
  target_percent: string;
  tolerance_percent: string;
}
/**
 * `userSettings/{uid}/allocation/{symbol}`: one target (requirement 004).
 */
export interface AllocationDocument {
  created_at: string;
  enabled: boolean;
  symbol: string;
  target_percent: string;
  tolerance_percent: string | null;
  updated_at: string;
}
/**
 * Measure and plan; with `execute` and a key, also run the plan.
 */
export interface CheckRebalanceDriftRequest {
  execute?: boolean;
  idempotency_key?: string | null;
  method?: RebalancingMethod | null;
  portfolio_id?: string;
}
/**
 * A plan to approve, and the run it started where that was asked for.
 */
export interface CheckRebalanceDriftResult {
  after: AfterState;
  aggregates: DriftAggregates;
  as_of: string;
  cash: string;
  drift_analysis: DriftAnalysisRow[];
  environment: BrokerMode;
  message: string;
  needs_rebalance: boolean;
  plan_expires_at: string | null;
  plan_hash: string | null;
  plan_id: string | null;
  portfolio_id: string;
  portfolio_value: string;
  run_id: string | null;
  skipped: SkippedTradeView[];
  status: PlanStatus;
  trades: PlannedTrade[];
  trades_executed: ExecutedTrade[];
  trading_mode: TradingMode;
  trading_mode_reason: string;
  warnings: ReasonView[];
}
/**
 * The portfolio's drift in a few figures (requirement 002).
 */
export interface DriftAggregates {
  accuracy_percent: string;
  max_drift_percent: string;
  mean_drift_percent: string;
  out_of_band_count: number;
  rmse_drift_percent: string;
}
/**
 * A symbol that is not traded, and why.
 */
export interface SkippedTradeView {
  reason: string;
  reason_code: ReasonCode;
  symbol: string;
}
/**
 * One trade of a plan, in the order it will be sent.
 */
export interface PlannedTrade {
  estimated_price: string;
  estimated_value: string;
  number: number;
  priority: Priority;
  qty: string;
  reason: string;
  reason_code: ReasonCode;
  side: SideName;
  symbol: string;
  weight_after_percent: string;
  weight_before_percent: string;
}
/**
 * An order of a run as requirement 004 shows it; `order_id` is null until the broker has one.
 */
export interface ExecutedTrade {
  client_order_id: string;
  order_id: string | null;
  qty: string;
  side: SideName;
  status: string;
  symbol: string;
}
/**
 * A reason code and its sentence.
 */
export interface ReasonView {
  message: string;
  reason_code: ReasonCode;
}
/**
 * `details` of a refused callable; which of them are there depends on the reason.
 */
export interface ErrorDetails {
  correlation_id: string;
  field?: string | null;
  mode?: TradingMode | null;
  next_open?: string | null;
  reason_code?: ReasonCode | null;
  run_id?: string | null;
  value?: string | null;
}
/**
 * Approve and run a stored plan.
 */
export interface ExecutePlanRequest {
  idempotency_key: string;
  plan_hash: string;
  plan_id: string;
  portfolio_id?: string;
}
/**
 * The run to follow.
 */
export interface ExecutePlanResult {
  leg_count: number;
  replayed: boolean;
  run_id: string;
  state: RunState;
}
/**
 * One order, with requirement 004's parameters.
 */
export interface ExecuteTradeRequest {
  idempotency_key: string;
  limit_price?: string | null;
  /**
   * How an order is priced; the values are the broker's own words.
   */
  order_type?: "market" | "limit";
  portfolio_id?: string;
  qty: string;
  side: SideName;
  symbol: string;
  /**
   * How long an order lives; only day orders are sent.
   */
  time_in_force?: "day";
}
/**
 * How far the one order has come.
 */
export interface ExecuteTradeResult {
  client_order_id: string;
  message: string;
  order_id: string | null;
  qty: string;
  replayed: boolean;
  run_id: string;
  side: SideName;
  status: LegState;
  symbol: string;
}
/**
 * `rebalance_runs/{run_id}/legs/{number}`: one order; more fields than these are stored.
 */
export interface LegDocument {
  broker_order_id: string | null;
  broker_status: string | null;
  client_order_id: string;
  filled_average_price: string | null;
  filled_quantity: string;
  note: string;
  number: number;
  planned_quantity: string;
  quantity: string;
  reason_code: ReasonCode | null;
  reference_price: string;
  side: Side;
  state: LegState;
  symbol: string;
  updated_at: string;
}
/**
 * `userSettings/{uid}`: which policy governs the portfolio.
 */
export interface PortfolioDocument {
  cash_target_percent: string;
  policy_version: number;
  portfolio_id: string;
  status: PolicyStatus;
  updated_at: string;
}
/**
 * `systemStatus/risk_management`: the kill switch (requirement 004).
 */
export interface RiskStatusDocument {
  epoch: number;
  mode: TradingMode;
  reason: string;
  trading_enabled: boolean;
  updated_at: string;
  updated_by: string;
}
/**
 * `rebalance_runs/{run_id}`: the head of a run; more fields than these are stored.
 */
export interface RunDocument {
  created_at: string;
  environment: BrokerMode;
  history: RunHistoryEntry[];
  kind: RunKind;
  leg_count: number;
  message: string;
  plan_id: string | null;
  reason_code: ReasonCode | null;
  run_id: string;
  state: RunState;
  updated_at: string;
}
/**
 * A state and when it was reached.
 */
export interface RunHistoryEntry {
  at: string;
  state: RunState;
}
/**
 * Targets to store as the next policy version.
 */
export interface SaveAllocationRequest {
  cash_target_percent?: string;
  draft?: boolean;
  portfolio_id?: string;
  /**
   * @maxItems 100
   */
  targets: TargetAllocation[];
}
/**
 * The wanted share of one symbol, 0 to 100.
 */
export interface TargetAllocation {
  enabled?: boolean;
  symbol: string;
  target_percent: string;
  tolerance_percent?: string | null;
}
/**
 * The targets as stored.
 */
export interface SaveAllocationResult {
  cash_target_percent: string;
  policy_version: number;
  portfolio_id: string;
  saved_at: string;
  status: PolicyStatus;
  targets: TargetAllocation[];
  total_percent: string;
  warnings: ReasonView[];
}
/**
 * Turn the kill switch, and say why.
 */
export interface SetTradingModeRequest {
  mode: TradingMode;
  reason: string;
}
/**
 * The switch as it stands now.
 */
export interface SetTradingModeResult {
  epoch: number;
  mode: TradingMode;
  reason: string;
  trading_enabled: boolean;
  updated_at: string | null;
  updated_by: string;
}
/**
 * What-if on the caller's own portfolio.
 */
export interface SimulateRequest {
  cash_flow?: string;
  cash_target_percent?: string;
  method?: RebalancingMethod | null;
  portfolio_id?: string;
  prices?: {
    [k: string]: string | undefined;
  };
  targets?: TargetAllocation[] | null;
}
/**
 * Drift, the plan and the portfolio afterwards; nothing is stored.
 */
export interface SimulateResult {
  after: AfterState;
  aggregates: DriftAggregates;
  as_of: string;
  cash: string;
  drift_analysis: DriftAnalysisRow[];
  environment: BrokerMode;
  message: string;
  needs_rebalance: boolean;
  portfolio_id: string;
  portfolio_value: string;
  skipped: SkippedTradeView[];
  status: PlanStatus;
  trades: PlannedTrade[];
  trading_mode: TradingMode;
  trading_mode_reason: string;
  warnings: ReasonView[];
}
