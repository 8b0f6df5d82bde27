// Generated from contracts.schema.json by `npm run generate`; do not edit.

/**
 * How an account is taxed: on each gain, or not while the money stays in it.
 */
export type AccountKind = "TAXABLE" | "IRA";
/**
 * What the plan does about a row (requirement 004).
 */
export type DriftAction = "buy" | "sell" | "hold";
/**
 * Levels as requirement 001 writes them.
 */
export type DriftLevelName = "WITHIN_TOLERANCE" | "WARNING" | "CRITICAL";
/**
 * What an alert is about.
 */
export type AlertKind =
  "DRIFT" | "RUN" | "REFUSAL" | "KILL_SWITCH" | "STALE_PRICES" | "TAX_WINDOW" | "PLAN_WAITING" | "DELIVERY";
/**
 * How much it matters; `rank` orders the levels, for text does not.
 */
export type AlertLevel = "INFO" | "WARNING" | "CRITICAL";
/**
 * The classes an owner can put a target in; cash is a class of its own and no target's.
 */
export type AssetClass = "EQUITY" | "BOND" | "MONEY_MARKET" | "REAL_ESTATE" | "COMMODITY" | "CRYPTO" | "OTHER";
/**
 * How far the system may go by itself; PROPOSE waits for approval.
 */
export type Autonomy = "SHADOW" | "PROPOSE" | "AUTOMATIC";
/**
 * Machine-readable reasons; the values are public and never change their meaning.
 */
export type ReasonCode =
  | "REBALANCE_DRIFT"
  | "CASH_INVESTMENT"
  | "LIQUIDATION"
  | "CONSTRAINT_CAP"
  | "FUNDING"
  | "REPATRIATION"
  | "CASH_RAISED"
  | "SIGNAL_EXIT"
  | "STOP_LOSS"
  | "TILT"
  | "SUPPOSED"
  | "HARVEST"
  | "SUBSTITUTION"
  | "RETURN_TO_PRIMARY"
  | "OWNER_EDIT"
  | "WITHIN_TOLERANCE"
  | "ON_TARGET"
  | "UNTARGETED_HELD"
  | "BELOW_MINIMUM_TRADE"
  | "BELOW_ONE_SHARE"
  | "CASH_SHORT"
  | "PRICE_MISSING"
  | "PRICE_STALE"
  | "PRICE_OUTLIER"
  | "NOT_TRADABLE"
  | "OPEN_ORDERS"
  | "SHARES_HELD_BY_ORDERS"
  | "PRICE_MOVED"
  | "CLOCKS_APART"
  | "CASH_UNCLEAR"
  | "EXCLUDED"
  | "LOCKED"
  | "DO_NOT_BUY"
  | "DO_NOT_SELL"
  | "NOT_SELECTED"
  | "NOT_NEEDED"
  | "NOT_WORTH_ITS_COST"
  | "FX_RATE_MISSING"
  | "SHELF_STATUS_BANNED"
  | "SHELF_STATUS_SUSPENDED"
  | "SHELF_STATUS_RESTRICTED"
  | "SHELF_ENTRY_MISSING"
  | "SHORT_TERM_GAIN"
  | "LONG_TERM_SOON"
  | "CASH_FLOWS_ONLY"
  | "WASH_SALE_WINDOW"
  | "GAIN_BUDGET_CAP"
  | "SOLD_AT_A_LOSS"
  | "BOUGHT_RECENTLY"
  | "PURCHASE_EXPECTED"
  | "LEFT_OUT_BY_OWNER"
  | "NO_TARGETS"
  | "NO_VALUE"
  | "EVERYTHING_IN_BAND"
  | "NOTHING_TRADABLE"
  | "NEGATIVE_CASH"
  | "SHORT_POSITION"
  | "ACCOUNT_BLOCKED"
  | "DRAFT_TARGETS"
  | "TARGETS_BELOW_100"
  | "VOLUME_UNKNOWN"
  | "TAX_LOTS_MISSING"
  | "GAIN_BUDGET_WARNING"
  | "INFEASIBLE_CONCENTRATION"
  | "CONFLICTING_RULES"
  | "SNAPSHOTS_APART"
  | "COOLDOWN"
  | "IMPROVEMENT_TOO_SMALL"
  | "LIMITS_IN_CONFLICT"
  | "MAX_TURNOVER"
  | "TRANSACTION_COST_LIMIT"
  | "ALLOCATE_AT_MOST"
  | "RULE_KEPT"
  | "HARD_RULE_BROKEN"
  | "SOFT_RULE_BROKEN"
  | "PLAN_CHECK_FAILED"
  | "CALENDAR_DUE"
  | "CALENDAR_NOT_DUE"
  | "THRESHOLD_BREACHED"
  | "THRESHOLD_KEPT"
  | "VOLATILITY_CHANGED"
  | "VOLATILITY_STEADY"
  | "CORRELATION_CHANGED"
  | "CORRELATION_STEADY"
  | "HISTORY_TOO_SHORT"
  | "CASH_FLOW_ARRIVED"
  | "CASH_FLOW_SMALL"
  | "COMBINATION_MET"
  | "COMBINATION_NOT_MET"
  | "MANUAL_ONLY"
  | "ASKED_BY_HAND"
  | "FORCED"
  | "RULE_DISABLED"
  | "NO_RULE_FIRED"
  | "RUN_THIS_SESSION"
  | "SHADOWED"
  | "PLAN_WAITING"
  | "RUN_STARTED"
  | "TAX_RATES_ASSUMED"
  | "LIMITS_ASSUMED"
  | "LOT_METHOD_NOT_HONOURED"
  | "SETTINGS_UNUSED"
  | "MORE_THAN_HELD"
  | "SYMBOL_NOT_HELD"
  | "MERGER_PRICE_MISSING"
  | "ACCOUNT_KIND_CHANGED"
  | "ENTRY_NOT_UNDERSTOOD"
  | "COST_UNKNOWN"
  | "QUANTITY_DIFFERS"
  | "AVERAGE_COST_DIFFERS"
  | "TAX_YEAR_INCOMPLETE"
  | "TARGETS_SUM"
  | "BAD_FIELD"
  | "UNKNOWN_SYMBOL"
  | "UNTRADABLE_SYMBOL"
  | "DUPLICATE_SYMBOL"
  | "NOT_SIGNED_IN"
  | "NOT_OPERATOR"
  | "API_KEY_REFUSED"
  | "API_KEY_NOT_FOUND"
  | "TOO_MANY_API_KEYS"
  | "SCOPE_MISSING"
  | "RATE_LIMITED"
  | "RECENT_SIGN_IN_REQUIRED"
  | "RUN_ACTIVE"
  | "LIVE_TRADING_OFF"
  | "LIVE_NOT_ENABLED"
  | "ACCOUNT_NOT_LIVE"
  | "NO_BROKER_LINKED"
  | "BROKER_UNAVAILABLE"
  | "BROKER_REFUSED"
  | "BROKER_CREDENTIALS_REFUSED"
  | "STORE_UNAVAILABLE"
  | "TRADING_HALTED"
  | "REDUCE_ONLY"
  | "MARKET_CLOSED"
  | "PORTFOLIO_NOT_FOUND"
  | "PLAN_NOT_FOUND"
  | "PLAN_EXPIRED"
  | "PLAN_CHANGED"
  | "PLAN_EMPTY"
  | "EDIT_NOT_PLANNED"
  | "EDIT_STEP"
  | "EDIT_TOO_SMALL"
  | "EDIT_ABOVE_FREE"
  | "EDIT_ABOVE_TAX_LIMIT"
  | "EDIT_ABOVE_CASH"
  | "EDIT_ABOVE_LIMIT"
  | "REVIEW_PENDING"
  | "RULE_NOT_IN_REVIEW"
  | "DRIFT_MOVED"
  | "ACCOUNT_CHANGED"
  | "ACCOUNT_BUSY"
  | "ACCOUNT_LOCKED"
  | "RUN_NOT_FOUND"
  | "RUN_ENDED"
  | "RUN_NOT_PARKED"
  | "ORDERS_STILL_OPEN"
  | "IDEMPOTENCY_KEY_REUSED"
  | "REQUEST_IN_FLIGHT"
  | "TOO_LARGE"
  | "LIMIT_ORDER_COUNT"
  | "LIMIT_ORDER_VALUE"
  | "LIMIT_RUN_VALUE"
  | "LIMIT_DAY_ORDERS"
  | "LIMIT_DAY_VALUE"
  | "LIMIT_RUN_TURNOVER"
  | "LIMIT_DAY_TURNOVER"
  | "LIMIT_VOLUME_SHARE"
  | "LIMIT_PRICE_MOVE"
  | "SAVE_CONFLICT"
  | "STUDY_OVERTIME"
  | "STUDY_DEFECT"
  | "DRAWDOWN_LIMIT"
  | "ORDER_RATE"
  | "REPEATED_REFUSALS"
  | "INSUFFICIENT_BUYING_POWER"
  | "INSUFFICIENT_SHARES"
  | "OPPOSITE_ORDER_OPEN"
  | "NOT_FRACTIONABLE"
  | "BELOW_BROKER_MINIMUM"
  | "SUB_PENNY_PRICE"
  | "SHORT_NOT_ALLOWED"
  | "CLIENT_ID_TAKEN"
  | "RECEIVER_UNAVAILABLE"
  | "RECEIVER_REFUSED"
  | "ALL_FILLED"
  | "SOME_FILLED"
  | "NOTHING_FILLED"
  | "NEVER_ARRIVED"
  | "ORDER_MISMATCH"
  | "ORDER_STUCK"
  | "LEDGER_DIFFERS"
  | "CANCELLED_BY_OWNER"
  | "TICKS_FAILED"
  | "CLOSED_BY_OPERATOR"
  | "ORPHAN_ORDER"
  | "LATE_FILL";
/**
 * Whether orders move real money; it comes from the broker's host, never from a request.
 */
export type BrokerMode = "PAPER" | "LIVE";
/**
 * How often a policy of a study looks.
 */
export type Cadence = "DAILY" | "WEEKLY" | "MONTHLY" | "QUARTERLY" | "ANNUAL";
/**
 * Sides as requirement 004 writes them.
 */
export type SideName = "buy" | "sell";
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
 * How weight above a cap is spread: once and refused when that breaks a cap, or until none is broken.
 */
export type CapMode = "SINGLE_PASS" | "ITERATIVE";
/**
 * Which buys give way when cash is short (domain rule 33).
 */
export type CashShortRule = "SCALE_ALL" | "LARGEST_DRIFT_FIRST";
/**
 * How a change is counted: as a part of what was before, or as the plain difference.
 */
export type ChangeMeasure = "RELATIVE" | "ABSOLUTE";
/**
 * A way by which an event leaves.
 */
export type Channel = "INBOX" | "MAIL" | "PUSH" | "WEBHOOK" | "PUBSUB";
/**
 * How a look has ended.
 *
 * QUIET: no rule fired, or one that has to wait. UNPLANNED: a rule fired and no trade repairs anything, or
 * none may be planned. SHADOWED: the plan is kept and nobody is asked (requirement 003). PROPOSED: the plan
 * waits for approval. STARTED: a run was reserved. REFUSED: a run was wanted and not allowed.
 */
export type CheckResult = "QUIET" | "UNPLANNED" | "SHADOWED" | "PROPOSED" | "STARTED" | "REFUSED";
/**
 * What a rule waits for; MANUAL never fires by itself.
 */
export type TriggerKind =
  "CALENDAR" | "THRESHOLD" | "COMBINED" | "VOLATILITY_CHANGE" | "CORRELATION_CHANGE" | "CASH_FLOW" | "MANUAL";
/**
 * What the rules amount to; HELD_BACK when one fires but has to wait.
 */
export type VerdictOutcome = "FIRED" | "HELD_BACK" | "NOT_FIRED";
/**
 * Which trades repair a portfolio (requirement 000's names; FULL is 002's full rebalance).
 *
 * TAX_AWARE repairs what THRESHOLD_REBALANCING repairs, as far as taxes allow; FULL_OPTIMIZATION goes from
 * where things are towards FULL as far as that is worth its cost and tax (domain rule 18).
 */
export type RebalancingMethod =
  | "FULL"
  | "THRESHOLD_REBALANCING"
  | "PROPORTIONAL_REBALANCING"
  | "TACTICAL_REBALANCING"
  | "CASH_FLOW"
  | "TAX_AWARE"
  | "FULL_OPTIMIZATION";
/**
 * What a broken rule means: the plan is blocked, or a person must look.
 */
export type Severity = "HARD" | "SOFT";
/**
 * Whether the portfolio after the trades keeps a rule.
 */
export type RuleStatus = "PASS" | "FAIL";
/**
 * What a plan amounts to.
 */
export type PlanStatus = "READY" | "NO_ACTION" | "PENDING_REVIEW" | "BLOCKED";
/**
 * How taxes have changed a line of the plain plan.
 */
export type DeviationKind = "DEFERRED" | "REDUCED" | "HARVESTED" | "SUBSTITUTED" | "NOT_BOUGHT" | "ADJUSTED";
/**
 * How long shares were held: up to one year, or more (domain §4.2).
 */
export type Term = "SHORT" | "LONG";
/**
 * What becomes of a loss that could be harvested: AVAILABLE where the plan was not asked to.
 *
 * BARRED is what the plan could not sell, or not for its substitute.
 */
export type HarvestStatus = "TAKEN" | "BELOW_THRESHOLD" | "OUT_OF_REACH" | "WASH_SALE" | "BARRED" | "AVAILABLE";
/**
 * Which lots a sale consumes first; a custodian that does not let one choose applies FIFO.
 */
export type LotMethod = "FIFO" | "LIFO" | "HIFO" | "LOSS_FIRST" | "MIN_TAX" | "SPECIFIC";
/**
 * What would cause a wash sale while a window is open: to buy, or to sell at a loss.
 */
export type WashWindowKind = "NO_BUY" | "NO_LOSS_SALE";
/**
 * How urgent a trade is (requirement 001; domain rule 13).
 */
export type Priority = "HIGH" | "MEDIUM" | "LOW";
/**
 * What a sale would realise; UNKNOWN where lots do not cover it (domain rule 15).
 */
export type TaxImplication = "GAIN" | "LOSS" | "NEUTRAL" | "UNKNOWN";
/**
 * ACTIVE allows every order, REDUCE_ONLY only sells of what is held, HALTED none.
 */
export type TradingMode = "ACTIVE" | "REDUCE_ONLY" | "HALTED";
/**
 * How many conditions of a combined rule have to fire.
 */
export type CombineMode = "ANY" | "ALL";
/**
 * Which trading day stands in for a date without a session.
 */
export type DateShift = "FOLLOWING" | "PRECEDING";
/**
 * What a key may do; none of them holds another.
 */
export type Scope = "read" | "simulate" | "propose" | "execute";
/**
 * What a missing or stale price does (domain rule 26).
 */
export type DataQuality = "BLOCK" | "EXCLUDE";
/**
 * How far a trade brings a weight: to its target, the nearest edge of its band, or half-way.
 */
export type Destination = "TARGET" | "BAND_EDGE" | "HALF_WAY";
/**
 * How far a weight may stray: in points, as a part of its target, or the tighter of both (5/25).
 */
export type DriftMethod = "ABSOLUTE" | "RELATIVE" | "COMBINED";
/**
 * The published names of events.
 */
export type EventKind = "rebalancing_triggered" | "run_changed" | "alert_changed" | "trial_sent";
/**
 * Where the weight of an excluded instrument goes (domain rule 25).
 */
export type ExcludedWeight = "TO_CASH" | "RENORMALISE_IN_CLASS";
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
 * How an export is written.
 */
export type ExportFormat = "JSON" | "CSV";
/**
 * What a file of tax records holds, one in each line.
 */
export type TaxRecordKind = "lots" | "outside_trades" | "carried_losses";
/**
 * Which way it would have to change; a setting is lifted.
 */
export type FlipDirection = "UP" | "DOWN" | "LIFTED";
/**
 * What would have to change.
 *
 * PRICE is per share in the instrument's currency, DRIFT the tolerance of the symbol's own target. In base
 * currency are AMOUNT, money paid in (out where negative), and MINIMUM, the least trade. DATE is the time of
 * the plan, SETTING a rule or a fact.
 */
export type FlipKind = "PRICE" | "DRIFT" | "AMOUNT" | "MINIMUM" | "DATE" | "SETTING";
/**
 * How often the calendar asks for a check (requirement 002).
 */
export type Frequency = "WEEKLY" | "MONTHLY" | "QUARTERLY" | "ANNUAL";
/**
 * Whether an intent moves an instrument or exchanges a currency.
 */
export type IntentType = "SECURITY_TRADE" | "FX_SPOT";
/**
 * What becomes of the rest of a limit order that was priced afresh as often as it may be.
 */
export type LastResort = "CONVERT_TO_MARKET" | "LEAVE_UNFILLED";
/**
 * Which way shares move; quantities are always positive.
 */
export type Side = "BUY" | "SELL";
/**
 * How shares came into an account.
 */
export type LotSource = "PURCHASE" | "REINVESTMENT" | "TRANSFER" | "IMPORT" | "MERGER";
/**
 * How an order is priced; the values are the broker's own words.
 */
export type OrderType = "market" | "limit";
/**
 * Whether a policy may be traded; a draft may be incomplete.
 */
export type PolicyStatus = "ACTIVE" | "DRAFT";
/**
 * How a trade is cut: to whole shares, to nine places, or to cents of its amount (domain rule 10).
 */
export type QuantityUnit = "WHOLE" | "FRACTIONAL" | "NOTIONAL";
/**
 * What a simulated run amounts to (requirement 003, appendix A).
 */
export type RunVerdict = "READY" | "PENDING_REVIEW" | "BLOCKED";
/**
 * Where a study stands; DONE and FAILED are ends.
 */
export type StudyState = "QUEUED" | "RUNNING" | "DONE" | "FAILED";
/**
 * Whether foreign cash left over is sold (domain rule 34).
 */
export type Repatriation = "OFF" | "ABOVE_THRESHOLD" | "SWEEP_ALL";
/**
 * What started the run.
 */
export type RunKind = "REBALANCE" | "SINGLE_TRADE";
/**
 * How an old account is led to new targets: at any cost, without short-term gains, or by buys only.
 */
export type TransitionMode = "NOW" | "AVOID_SHORT_TERM_GAINS" | "CASH_FLOWS_ONLY";
/**
 * What happens to a holding without a target (domain rule 7).
 */
export type UntargetedRule = "HOLD" | "LIQUIDATE";
/**
 * What may be done with an instrument (domain rule 24).
 */
export type ShelfStatus = "APPROVED" | "RESTRICTED" | "SUSPENDED" | "BANNED";
/**
 * What became of a suggestion.
 */
export type SuggestionStatus = "PENDING" | "EXECUTED" | "CANCELLED";
/**
 * Whether taxes may change the trades; requirement 003 leaves them out (domain rule 21).
 */
export type TaxTreatment = "OFF";
/**
 * How long an order lives; only day orders are sent.
 */
export type TimeInForce = "day";
/**
 * Whom a switch stops: everybody, or one person, portfolio or brokerage account.
 */
export type TradingScope = "EVERYBODY" | "USER" | "PORTFOLIO" | "ACCOUNT";

/**
 * The portfolio as the plan would leave it.
 */
export interface AfterState {
  buys_value: string;
  cash: string;
  drift_analysis: DriftAnalysisRow[];
  fees_and_rounding: string;
  max_drift_percent: string;
  sells_value: string;
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
 * `drift_alert_history/{alert_id}`: an alert from its opening to its end.
 */
export interface AlertDocument {
  alert_id: string;
  changed_at: string;
  is_open: boolean;
  key: string;
  kind: AlertKind;
  level: AlertLevel;
  opened_at: string;
  resolved_at: string | null;
  sequence: number;
  text: string;
}
/**
 * `userSettings/{uid}/allocation/{symbol}`: one target (requirement 004).
 */
export interface AllocationDocument {
  asset_class?: AssetClass | null;
  created_at: string;
  enabled: boolean;
  symbol: string;
  target_percent: string;
  tolerance_percent: string | null;
  updated_at: string;
}
/**
 * How far a weight may stray, fractions of the portfolio.
 */
export interface BandEdges {
  critical: string;
  tolerance: string;
}
/**
 * A limit that cut the trades short, and how much of them it left.
 */
export interface BindingLimitView {
  allowed: string;
  code: ReasonCode;
  fraction: string;
  limit: string;
  message: string;
  wanted: string;
}
/**
 * When to look: a weekday from Monday under WEEKLY, else a day of a month; `month` matters to ANNUAL.
 */
export interface CalendarSettings {
  day?: number;
  /**
   * How often the calendar asks for a check (requirement 002).
   */
  frequency?: "WEEKLY" | "MONTHLY" | "QUARTERLY" | "ANNUAL";
  month?: number;
}
/**
 * End a run, and say why.
 */
export interface CancelRunRequest {
  portfolio_id?: string;
  reason?: string;
  run_id: string;
}
/**
 * Where the run is now; a worker that holds it may still have to stop.
 */
export interface CancelRunResult {
  message: string;
  orders: ExecutedTrade[];
  run_id: string;
  state: RunState;
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
 * Cash in one currency; a negative amount is an overdraft.
 */
export interface CashBalanceRow {
  amount: string;
  currency: string;
}
/**
 * From which level on events of a kind take which channels; without a kind, of every kind.
 */
export interface ChannelRuleSection {
  /**
   * @maxItems 2
   */
  channels?: [] | [Channel] | [Channel, Channel];
  digest?: boolean;
  kind?: AlertKind | null;
  /**
   * How much it matters; `rank` orders the levels, for text does not.
   */
  least?: "INFO" | "WARNING" | "CRITICAL";
}
/**
 * `rebalance_schedules/current/checks/{check_id}`: a look by the schedule.
 */
export interface CheckDocument {
  autonomy: Autonomy;
  check_id: string;
  checked_at: string;
  due_at: string;
  plan_id: string | null;
  reason: StoredReason;
  result: CheckResult;
  run_id: string | null;
  session: string;
  verdict: VerdictDocument;
}
/**
 * A reason as documents hold it.
 */
export interface StoredReason {
  code: ReasonCode;
  text: string;
}
/**
 * What all rules have said at one moment.
 */
export interface VerdictDocument {
  as_of: string;
  findings: FindingDocument[];
  outcome: VerdictOutcome;
  reason: StoredReason;
  rule_id: string | null;
  trigger: TriggerKind | null;
}
/**
 * What one rule has said.
 */
export interface FindingDocument {
  has_fired: boolean;
  kind: TriggerKind;
  reason: StoredReason;
  rule_id: string;
}
/**
 * Measure and plan, or ask the rules first; with `execute` and a key, also run the plan.
 */
export interface CheckRebalanceDriftRequest {
  /**
   * @maxItems 200
   */
  edits?: TradeEdit[];
  execute?: boolean;
  force_rebalance?: boolean;
  idempotency_key?: string | null;
  method?: RebalancingMethod | null;
  portfolio_id?: string;
  risk_aversion?: string | null;
  /**
   * @maxItems 200
   */
  symbols?: string[];
  trigger_type?: TriggerKind | null;
}
/**
 * How many shares the owner wants of one of the plan's own trades; 0 leaves it out.
 */
export interface TradeEdit {
  qty: string;
  symbol: string;
}
/**
 * A plan to approve, what the rules said where they were asked, and the run it started, if any.
 */
export interface CheckRebalanceDriftResult {
  account_label: string;
  after: AfterState;
  aggregates: DriftAggregates;
  as_of: string;
  binding_limits: BindingLimitView[];
  cash: string;
  drift_analysis: DriftAnalysisRow[];
  environment: BrokerMode;
  estimated_costs: string;
  message: string;
  needs_rebalance: boolean;
  optimum: OptimumView | null;
  plan_expires_at: string | null;
  plan_hash: string | null;
  plan_id: string | null;
  portfolio_id: string;
  portfolio_value: string;
  rebalancing_required: boolean;
  rule_results: RuleResultView[];
  rules: RuleFindingView[];
  run_id: string | null;
  skipped: SkippedTradeView[];
  status: PlanStatus;
  tax: TaxPreviewView | null;
  tax_impact: string | null;
  trades: PlannedTrade[];
  trades_executed: ExecutedTrade[];
  trading_mode: TradingMode;
  trading_mode_reason: string;
  trigger_type: TriggerKind | null;
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
 * The objective of the plan, of doing nothing, of repairing all, and the most by which any is better.
 *
 * Each is a fraction of portfolio value; `risk` is half the yearly variance of what stays off target.
 */
export interface OptimumView {
  cost: string;
  gap: string;
  objective: string;
  objective_full: string;
  objective_idle: string;
  relaxed: ReasonView[];
  risk: string;
  shadow_prices: ShadowPriceView[];
  tax: string;
}
/**
 * A reason code and its sentence.
 */
export interface ReasonView {
  message: string;
  reason_code: ReasonCode;
}
/**
 * What a limit costs: how much lower the objective would be with one unit more of it.
 */
export interface ShadowPriceView {
  limit: string;
  price: string;
  reason: ReasonView;
}
/**
 * One rule, measured on the portfolio after the trades.
 */
export interface RuleResultView {
  limit: string;
  measured: string;
  message: string;
  rule_id: string;
  severity: Severity;
  status: RuleStatus;
}
/**
 * Whether a rule fires now, and why.
 */
export interface RuleFindingView {
  has_fired: boolean;
  message: string;
  reason_code: ReasonCode;
  rule_id: string;
  trigger_type: TriggerKind;
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
 * A plan's taxes in US dollars, compared with doing nothing and with the plan that knows no taxes.
 *
 * `tax_now_estimate` is what the plan adds to the year's tax, `tax_plain_estimate` what the other one would
 * add, and `tax_saved_estimate` the difference; the whole year's tax is `tax_idle_estimate` without the plan
 * and `tax_year_estimate` with it. Negative tax saves tax on other income.
 */
export interface TaxPreviewView {
  deviations: TaxDeviationView[];
  disallowed_loss_estimate: string;
  gain_left_estimate: string | null;
  harvests: HarvestView[];
  is_what_if_method: boolean;
  long_term_gain_estimate: string;
  lot_method: LotMethod;
  sales: SaleTaxView[];
  short_term_gain_estimate: string;
  so_far: YearSoFarView;
  tax_idle_estimate: string;
  tax_now_estimate: string;
  tax_plain_estimate: string;
  tax_saved_estimate: string;
  tax_year_estimate: string;
  warnings: ReasonView[];
  wash_sales: WashSaleView[];
  windows: WashWindowView[];
}
/**
 * Where taxes have changed the plan; quantities are signed, sales negative.
 */
export interface TaxDeviationView {
  drift_left_percent: string;
  kind: DeviationKind;
  message: string;
  plain_qty: string;
  planned_qty: string;
  reason_code: ReasonCode;
  saves_estimate: string;
  symbol: string;
  wait_until: string | null;
}
/**
 * A loss there is, and what becomes of it; `in_front` are the gains that have to be sold before it.
 */
export interface HarvestView {
  benefit_estimate: string;
  free_on: string | null;
  in_front: LotUseView[];
  loss_estimate: string;
  qty: string;
  status: HarvestStatus;
  substitute: string | null;
  symbol: string;
}
/**
 * A part of a lot that a sale would consume; zero days to long term where it is long already.
 */
export interface LotUseView {
  acquired: string;
  days_to_long_term: number;
  gain_estimate: string;
  lot_id: string;
  qty: string;
  term: Term;
}
/**
 * What one sale would realise, lot by lot, before wash sales; pay now, or wait until it is long term.
 */
export interface SaleTaxView {
  disallowed_loss_estimate: string;
  long_term_gain_estimate: string;
  lots: LotUseView[];
  proceeds_estimate: string;
  qty: string;
  short_term_gain_estimate: string;
  symbol: string;
  tax_if_waited_estimate: string;
  tax_now_estimate: string;
  uncovered_qty: string;
  wait_until: string | null;
}
/**
 * What this year has realised that counts, and the losses carried into it.
 */
export interface YearSoFarView {
  carried_long: string;
  carried_short: string;
  long_term_gain_estimate: string;
  short_term_gain_estimate: string;
  year: number;
}
/**
 * A loss that would not count now; it moves to what replaces the shares, or is lost to an IRA.
 */
export interface WashSaleView {
  bought: string;
  disallowed_loss_estimate: string;
  is_lost: boolean;
  qty: string;
  replacement_account: string;
  replacement_symbol: string;
  sold: string;
  symbol: string;
  term: Term;
}
/**
 * What must not be done with a symbol before it is free again, and why.
 */
export interface WashWindowView {
  free_on: string;
  kind: WashWindowKind;
  message: string;
  reason_code: ReasonCode;
  symbol: string;
}
/**
 * One trade of a plan, in the order it will be sent, and what it would mean for taxes.
 */
export interface PlannedTrade {
  estimated_price: string;
  estimated_value: string;
  harvest_opportunity: boolean;
  is_edited: boolean;
  number: number;
  planned_qty: string;
  priority: Priority;
  qty: string;
  reason: string;
  reason_code: ReasonCode;
  shares: string;
  side: SideName;
  symbol: string;
  tax_gain?: string | null;
  tax_impact?: string | null;
  tax_implication: TaxImplication;
  tax_loss?: string | null;
  weight_after_percent: string;
  weight_before_percent: string;
}
/**
 * The largest weight of one asset class.
 */
export interface ClassCapSettings {
  asset_class: string;
  weight: string;
}
/**
 * The largest weight of one asset class.
 */
export interface ClassMaximum {
  asset_class: string;
  weight: string;
}
/**
 * What one asset class is worth, and its part of the portfolio (requirement 001).
 */
export interface ClassShareView {
  asset_class: string;
  percentage: string;
  value: string;
}
/**
 * What the enabled targets of one asset class add up to, the owner's class before the broker's.
 */
export interface ClassTargetView {
  asset_class: string;
  target_percent: string;
}
/**
 * Ask for a span of days in New York, both ends included.
 */
export interface CompareShadowRequest {
  first_day: string;
  last_day: string;
  portfolio_id?: string;
}
/**
 * The days of the span on which somebody looked or traded, in order.
 */
export interface CompareShadowResult {
  days: ShadowDayView[];
  first_day: string;
  last_day: string;
  portfolio_id: string;
}
/**
 * One day: the largest drift before, as planned, and at the next look, and every symbol's trades.
 */
export interface ShadowDayView {
  day: string;
  drift_before_percent: string | null;
  drift_next_percent: string | null;
  drift_planned_percent: string | null;
  plan_id: string | null;
  trades: ShadowLineView[];
}
/**
 * One symbol on one day; sales are negative.
 */
export interface ShadowLineView {
  planned_qty: string;
  planned_value: string;
  symbol: string;
  traded_qty: string;
  traded_value: string;
}
/**
 * What a trigger can be told; null is its default, and each type takes only fields of its own.
 */
export interface ConditionParameters {
  amount?: string | null;
  calendar?: CalendarSettings | null;
  change?: string | null;
  deposits?: boolean | null;
  dividends?: boolean | null;
  look_back?: number | null;
  measure?: ChangeMeasure | null;
  shift?: DateShift | null;
  symbol?: string | null;
  symbols?: string[] | null;
  threshold?: string | null;
  withdrawals?: boolean | null;
}
/**
 * One condition of a combined rule.
 */
export interface ConditionSettings {
  trigger_parameters?: ConditionParameters1;
  trigger_type: TriggerKind;
}
/**
 * What a trigger can be told; null is its default, and each type takes only fields of its own.
 */
export interface ConditionParameters1 {
  amount?: string | null;
  calendar?: CalendarSettings | null;
  change?: string | null;
  deposits?: boolean | null;
  dividends?: boolean | null;
  look_back?: number | null;
  measure?: ChangeMeasure | null;
  shift?: DateShift | null;
  symbol?: string | null;
  symbols?: string[] | null;
  threshold?: string | null;
  withdrawals?: boolean | null;
}
/**
 * Hard limits on the trades of one plan; None means no limit (requirement 000).
 */
export interface ConstraintSettings {
  allocate_at_most?: string | null;
  /**
   * How weight above a cap is spread: once and refused when that breaks a cap, or until none is broken.
   */
  cap_mode?: "SINGLE_PASS" | "ITERATIVE";
  cash_reserve_amount?: string;
  cash_reserve_weight?: string;
  /**
   * Which buys give way when cash is short (domain rule 33).
   */
  cash_short?: "SCALE_ALL" | "LARGEST_DRIFT_FIRST";
  /**
   * @maxItems 200
   */
  class_caps?: ClassCapSettings[];
  cooldown_days?: number;
  /**
   * @maxItems 200
   */
  do_not_buy?: string[];
  /**
   * @maxItems 200
   */
  do_not_sell?: string[];
  /**
   * @maxItems 200
   */
  excluded_instruments?: string[];
  /**
   * Where the weight of an excluded instrument goes (domain rule 25).
   */
  excluded_weight?: "TO_CASH" | "RENORMALISE_IN_CLASS";
  improvement_threshold?: string;
  /**
   * @maxItems 200
   */
  locked?: string[];
  max_position_weight?: string | null;
  max_turnover?: string | null;
  review_soft_rules?: boolean;
  transaction_cost_limit?: string | null;
}
/**
 * What trading is assumed to cost, by requirement 002's names; `spread` is the whole quoted one.
 */
export interface CostSettings {
  commission?: string;
  impact?: string;
  min_trade_size?: string;
  minimum_commission?: string;
  spread?: string;
}
/**
 * Make a key; its name is for its owner's eyes.
 */
export interface CreateApiKeyRequest {
  name: string;
  /**
   * @minItems 1
   * @maxItems 4
   */
  scopes: [Scope] | [Scope, Scope] | [Scope, Scope, Scope] | [Scope, Scope, Scope, Scope];
}
/**
 * A new key; `api_key` is shown this once and stored nowhere.
 */
export interface CreateApiKeyResult {
  api_key: string;
  key: ShownApiKey;
}
/**
 * A key without its secret; `last_used_on` is a day (UTC).
 */
export interface ShownApiKey {
  created_at: string;
  key_id: string;
  last_used_on: string | null;
  name: string;
  revoked_at: string | null;
  scopes: Scope[];
}
/**
 * Delete the caller's account; with `cancel_runs` what is under way is cancelled first.
 */
export interface DeleteAccountRequest {
  cancel_runs?: boolean;
}
/**
 * What has left, and how many order records are kept under a pseudonym.
 */
export interface DeleteAccountResult {
  deleted_count: number;
  ended_at: string;
  kept_count: number;
}
/**
 * `devices/{device_id}`: a browser that asked for push notes.
 */
export interface DeviceDocument {
  device_id: string;
  seen_at: string;
}
/**
 * The caller's browsers after the change, in the order of their ids.
 */
export interface DevicesResult {
  device_ids: string[];
}
/**
 * What was kept out, what was suppressed, what bound, and where it all leads.
 */
export interface Diagnostics {
  after_state: PortfolioAfter;
  binding_limits: BindingLimitView[];
  conflicting_rules: string[];
  costs: EstimatedCosts;
  exclusions: ExcludedInstrument[];
  problem: Problem | null;
  suppressed: ExcludedInstrument[];
  warnings: Rationale[];
}
/**
 * The simulated after-state; weights are fractions of its value in base currency.
 */
export interface PortfolioAfter {
  cash_balances: Money[];
  positions: PositionAfter[];
  total_value: Money;
}
/**
 * An amount in one currency.
 */
export interface Money {
  amount: string;
  currency: string;
}
/**
 * What is held of an instrument once the intents are done.
 */
export interface PositionAfter {
  instrument_id: string;
  quantity: string;
  weight: string;
}
/**
 * What the trades are expected to cost, in base currency, and the turnover of domain rule 37.
 */
export interface EstimatedCosts {
  total: Money;
  turnover: string;
}
/**
 * An instrument that shelf, data or rules keep out, wholly or in part.
 */
export interface ExcludedInstrument {
  code: ReasonCode;
  instrument_id: string;
  message: string;
}
/**
 * What is wrong, with the fields of RFC 7807 (domain rule 28).
 */
export interface Problem {
  correlation_id: string;
  detail: string;
  instance: string;
  status: number;
  title: string;
  type: string;
}
/**
 * Why: a code of appendix A and a sentence.
 */
export interface Rationale {
  code: ReasonCode;
  message: string;
}
/**
 * When a weight is off; `critical` left open means twice the threshold (domain rule 3).
 */
export interface DriftSettings {
  critical?: string | null;
  /**
   * How far a weight may stray: in points, as a part of its target, or the tighter of both (5/25).
   */
  method?: "ABSOLUTE" | "RELATIVE" | "COMBINED";
  relative_threshold?: string;
  threshold?: string;
}
/**
 * `drift_snapshots/{day}`: drift as the last look of a session saw it (requirements 001 and 002).
 */
export interface DriftSnapshotDocument {
  calculated_at: string;
  day: string;
  max_drift: string;
  mean_drift: string;
  policy_version: number;
  rmse_drift: string;
  view: SnapshotView;
}
/**
 * One valuation, rolled up two ways.
 */
export interface SnapshotView {
  by_class: SnapshotReport;
  by_symbol: SnapshotReport;
}
/**
 * All rows of a day under one roll-up.
 */
export interface SnapshotReport {
  rows: SnapshotRow[];
  total_value: string;
}
/**
 * One symbol or asset class of a day; weights are fractions.
 */
export interface SnapshotRow {
  actual_weight: string;
  band: BandEdges;
  is_targeted: boolean;
  key: string;
  market_value: string;
  target_weight: string;
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
  rules?: string | null;
  run_id?: string | null;
  value?: string | null;
}
/**
 * Approve and run a stored plan.
 */
export interface ExecutePlanRequest {
  /**
   * @maxItems 50
   */
  acknowledged_rules?: string[];
  idempotency_key: string;
  note?: string;
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
 * When and how orders leave; what concerns limit orders only is domain/execution_config.py's to say.
 */
export interface ExecutionSettings {
  hold_seconds?: number;
  /**
   * What becomes of the rest of a limit order that was priced afresh as often as it may be.
   */
  last_resort?: "CONVERT_TO_MARKET" | "LEAVE_UNFILLED";
  limit_buffer?: string;
  max_reprices?: number;
  /**
   * How an order is priced; the values are the broker's own words.
   */
  order_type?: "market" | "limit";
  reprice_after_seconds?: number;
}
/**
 * The run in one sentence, and one for each instrument.
 */
export interface Explanation {
  instruments: InstrumentExplanation[];
  summary: Rationale;
}
/**
 * Why an instrument is traded or not, with its weights: now, wanted, and afterwards.
 */
export interface InstrumentExplanation {
  after_weight: string;
  code: ReasonCode;
  current_weight: string;
  instrument_id: string;
  message: string;
  target_weight: string;
}
/**
 * Ask for everything that is stored about the caller; `after` continues a page that told `next_after`.
 */
export interface ExportDataRequest {
  after?: string | null;
  /**
   * How an export is written.
   */
  format?: "JSON" | "CSV";
}
/**
 * One page as the text of a file; the last one has no `next_after`.
 */
export interface ExportDataResult {
  content: string;
  exported_at: string;
  format: ExportFormat;
  next_after: string | null;
  record_count: number;
}
/**
 * What to write as a file.
 */
export interface ExportTaxRecordsRequest {
  kind: TaxRecordKind;
  portfolio_id?: string;
}
/**
 * A file, and until when the broker had been read for it; null where it never was.
 */
export interface ExportTaxRecordsResult {
  csv: string;
  kind: TaxRecordKind;
  portfolio_id: string;
  read_until: string | null;
}
/**
 * The exact change that would change a decision; a price, an amount, a time or a setting's name.
 */
export interface FlipPointView {
  direction: FlipDirection;
  kind: FlipKind;
  message: string;
  symbol: string | null;
  value: string;
}
/**
 * Send no more push notes to this browser.
 */
export interface ForgetDeviceRequest {
  device_id: string;
}
/**
 * What one unit of the pair's first currency costs in its second.
 */
export interface FxRateRow {
  pair: string;
  rate: string;
}
/**
 * An account whose trades count for wash sales, how it is taxed and how its custodian picks lots.
 */
export interface HouseholdAccount {
  account: string;
  /**
   * How an account is taxed: on each gain, or not while the money stays in it.
   */
  kind?: "TAXABLE" | "IRA";
  /**
   * Which lots a sale consumes first; a custodian that does not let one choose applies FIFO.
   */
  lot_method?: "FIFO" | "LIFO" | "HIFO" | "LOSS_FIRST" | "MIN_TAX" | "SPECIFIC";
}
/**
 * Symbols that are substantially identical (IRC 1091).
 */
export interface IdenticalSymbols {
  /**
   * @maxItems 200
   */
  symbols: string[];
}
/**
 * A file to bring in; `replace` puts it in the place of earlier files of its kind and accounts.
 */
export interface ImportTaxRecordsRequest {
  csv: string;
  kind: TaxRecordKind;
  portfolio_id?: string;
  replace?: boolean;
}
/**
 * What the file has changed, and what does not fit in the accounts it names.
 */
export interface ImportTaxRecordsResult {
  added_count: number;
  changed_count: number;
  findings: LedgerFindingView[];
  kind: TaxRecordKind;
  portfolio_id: string;
  removed_count: number;
  unchanged_count: number;
}
/**
 * Something that the ledger cannot book as it was reported.
 */
export interface LedgerFindingView {
  account: string;
  day: string;
  message: string;
  reason_code: ReasonCode;
  symbol: string;
}
/**
 * `inbox/{event_id}`: what the owner was told in the application.
 */
export interface InboxDocument {
  at: string;
  entry_id: string;
  kind: EventKind;
  level: AlertLevel;
  text: string;
  title: string;
}
/**
 * Cash after one leg; `change` is in `currency`, cost and cash in base currency.
 */
export interface LedgerStepView {
  action: Side;
  cash: string;
  change: string;
  cost: string;
  currency: string;
  foreign_cash: {
    [k: string]: string | undefined;
  };
  leg: string;
  number: number;
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
 * Hard limits on one order, one run and one day; all are sent, so that none is loosened unseen.
 *
 * Turnover is half of the traded value as a fraction of the account's (domain rule 37).
 * `max_drawdown` alone may be left out: then there is no such guard.
 */
export interface LimitSettings {
  max_day_orders: number;
  max_day_turnover: string;
  max_day_value: string;
  max_drawdown?: string | null;
  max_order_value: string;
  max_orders: number;
  max_price_move: string;
  max_run_turnover: string;
  max_run_value: string;
  max_volume_share: string;
}
/**
 * Every version the decision rests on (requirement 003's evidence).
 */
export interface Lineage {
  effective_policy_version: string;
  engine_version: string;
  market_data_snapshot_id: string;
  portfolio_snapshot_id: string;
  request_hash: string;
  rounding_mode: string;
  shelf_snapshot_version: string;
}
/**
 * List the caller's keys.
 */
export interface ListApiKeysRequest {}
/**
 * The caller's keys, the oldest first, revoked ones too.
 */
export interface ListApiKeysResult {
  keys: ShownApiKey[];
}
/**
 * `live_trading/{account_key}`: what its owner has last said about trading an account with real money.
 */
export interface LiveConsentDocument {
  account_label: string;
  changed_at: string;
  is_given: boolean;
}
/**
 * Under which agreement, and which version of its rules, the portfolio is run.
 */
export interface Mandate {
  mandate_id: string;
  policy_version: string;
  rules?: MandateRules;
}
/**
 * The limits this mandate sets; what is left out does not limit anything. Fractions throughout.
 */
export interface MandateRules {
  cash_reserve_weight?: string;
  /**
   * @maxItems 2000
   */
  class_max?: ClassMaximum[];
  /**
   * @maxItems 2000
   */
  do_not_buy?: string[];
  /**
   * @maxItems 2000
   */
  do_not_sell?: string[];
  /**
   * @maxItems 2000
   */
  excluded_instruments?: string[];
  /**
   * @maxItems 2000
   */
  locked?: string[];
  max_turnover?: string | null;
  single_position_max?: SinglePositionMaximum | null;
}
/**
 * The largest weight of one instrument.
 */
export interface SinglePositionMaximum {
  weight?: string;
}
/**
 * How this simulation treats doubtful cases; `suppress_dust` is the other spelling of the first one.
 */
export interface MandateOptions {
  allow_restricted?: boolean;
  /**
   * How weight above a cap is spread: once and refused when that breaks a cap, or until none is broken.
   */
  cap_mode?: "SINGLE_PASS" | "ITERATIVE";
  /**
   * What a missing or stale price does (domain rule 26).
   */
  dq_policy?: "BLOCK" | "EXCLUDE";
  /**
   * Where the weight of an excluded instrument goes (domain rule 25).
   */
  excluded_weight?: "TO_CASH" | "RENORMALISE_IN_CLASS";
  fx_buffer_pct?: string;
  /**
   * Whether foreign cash left over is sold (domain rule 34).
   */
  fx_sweep?: "OFF" | "ABOVE_THRESHOLD" | "SWEEP_ALL";
  fx_sweep_threshold?: string;
  max_skew_minutes?: number;
  max_staleness_minutes?: number | null;
  single_position_max_weight?: string | null;
  suppress_dust_trades?: boolean;
  /**
   * Whether taxes may change the trades; requirement 003 leaves them out (domain rule 21).
   */
  tax?: "OFF";
}
/**
 * The limits this mandate sets; what is left out does not limit anything. Fractions throughout.
 */
export interface MandateRules1 {
  cash_reserve_weight?: string;
  /**
   * @maxItems 2000
   */
  class_max?: ClassMaximum[];
  /**
   * @maxItems 2000
   */
  do_not_buy?: string[];
  /**
   * @maxItems 2000
   */
  do_not_sell?: string[];
  /**
   * @maxItems 2000
   */
  excluded_instruments?: string[];
  /**
   * @maxItems 2000
   */
  locked?: string[];
  max_turnover?: string | null;
  single_position_max?: SinglePositionMaximum | null;
}
/**
 * `marketCalendar/{year}`: the exchange's sessions.
 */
export interface MarketCalendarDocument {
  read_at: string;
  sessions: SessionDocument[];
  year: number;
}
/**
 * One trading day.
 */
export interface SessionDocument {
  closes_at: string;
  day: string;
  opens_at: string;
}
/**
 * What everything costs, and when that was seen.
 */
export interface MarketDataSnapshot {
  as_of: string;
  /**
   * @maxItems 2000
   */
  fx_rates?: FxRateRow[];
  /**
   * @maxItems 2000
   */
  prices?: PriceRow[];
  snapshot_id: string;
}
/**
 * What one unit costs in its currency; without a time of its own it was seen with the snapshot.
 */
export interface PriceRow {
  as_of?: string | null;
  currency: string;
  instrument_id: string;
  price: string;
}
/**
 * The smallest trade of an instrument, in its own currency.
 */
export interface MinimumNotional {
  amount: string;
  currency: string;
}
/**
 * Where the portfolio should be; weights and cash together follow the sum rule of domain rule 36.
 */
export interface ModelPortfolio {
  cash_weight?: string;
  model_portfolio_id: string;
  /**
   * @maxItems 2000
   */
  targets: ModelTarget[];
}
/**
 * The model's weight of one instrument, a fraction of portfolio value.
 */
export interface ModelTarget {
  instrument_id: string;
  weight: string;
}
/**
 * One trade nobody has sent; `dependencies` are the intents that fund it.
 *
 * A spot exchange is named by its pair and counted in the pair's first currency.
 */
export interface OrderIntent {
  dependencies: string[];
  instrument_id: string;
  intent_id: string;
  notional_estimated: Money;
  quantity: string;
  rationale: Rationale;
  side: Side;
  type: IntentType;
}
/**
 * `rebalance_performance_log/{run_id}`: cost and effect of a rebalancing; weights are fractions.
 */
export interface PerformanceDocument {
  cost: string;
  ended_at: string;
  estimated_cost: string;
  filled_orders: number;
  max_drift_after: string | null;
  max_drift_before: string;
  max_drift_planned: string;
  plan_id: string;
  planned_orders: number;
  planned_turnover: string;
  rmse_after: string | null;
  rmse_before: string;
  rmse_planned: string;
  run_id: string;
  state: RunState;
  total_value: string;
  turnover: string;
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
 * What the portfolio holds, and when that was true.
 */
export interface PortfolioSnapshot {
  as_of: string;
  base_currency: string;
  /**
   * @maxItems 2000
   */
  cash_balances?: CashBalanceRow[];
  entity_context?: string | null;
  portfolio_id: string;
  /**
   * @maxItems 2000
   */
  positions?: Position[];
  snapshot_id: string;
}
/**
 * Units of one instrument that the portfolio holds.
 */
export interface Position {
  instrument_id: string;
  quantity: string;
}
/**
 * `preferences/telling`: how a person wants to be told.
 */
export interface PreferencesDocument {
  address: string | null;
  digest_hour: number | null;
  quiet: StoredQuietHours | null;
  rules: StoredChannelRule[];
  webhook_url: string | null;
  zone: string;
}
/**
 * Minutes after midnight by the owner's clock.
 */
export interface StoredQuietHours {
  begins: number;
  ends: number;
}
/**
 * Which events take which channels.
 */
export interface StoredChannelRule {
  channels: Channel[];
  is_digested: boolean;
  kind: AlertKind | null;
  least: AlertLevel;
}
/**
 * A part of each day by the person's own clock; `ends` is not quiet any more.
 */
export interface QuietHoursSection {
  begins: string;
  ends: string;
}
/**
 * Requirement 003's aggregate: what is answered and what is stored.
 */
export interface RebalanceRun {
  inputs: RunInputs;
  lineage: Lineage;
  outputs: RunOutputs;
  rebalance_run_id: string;
  status: RunVerdict;
}
/**
 * What the run was made of.
 */
export interface RunInputs {
  mandate_id: string;
  market_data_snapshot_id: string;
  model_portfolio_id: string;
  options: MandateOptions;
  portfolio_snapshot_id: string;
}
/**
 * What the run came to.
 */
export interface RunOutputs {
  diagnostics: Diagnostics;
  explanation: Explanation;
  intents: OrderIntent[];
  rule_results: RuleResultView[];
}
/**
 * `rebalancing_history/{run_id}`: a rebalancing that was done (requirement 000).
 */
export interface RebalancingDocument {
  actual_costs: string;
  created_at: string;
  execution_date: string;
  is_automatic: boolean;
  plan_id: string;
  portfolio_id: string;
  run_id: string;
  state: RunState;
  trades_executed: number;
  trigger_type: TriggerKind;
  turnover_achieved: string;
}
/**
 * Ask which schedule suits the saved targets.
 *
 * `cost_bp` are basis points of each trade's value, `tax_percent` the rate on gains, `monthly_flow_percent`
 * what comes in each month as a part of the portfolio's value today (below zero: goes out).
 */
export interface RecommendPolicyRequest {
  aversion?: string;
  cost_bp?: string;
  monthly_flow_percent?: string;
  paths?: number;
  portfolio_id?: string;
  seed?: number;
  tax_percent?: string;
  years?: number;
}
/**
 * The study that answers; its document tells how far it is, and at last what it found.
 */
export interface RecommendPolicyResult {
  asked_at: string;
  progress: number;
  state: StudyState;
  study_id: string;
}
/**
 * Send push notes to this browser, too; sent again it keeps the browser from being forgotten.
 */
export interface RegisterDeviceRequest {
  device_id: string;
}
/**
 * Sign webhooks with a new secret from now on.
 */
export interface RenewWebhookSecretRequest {}
/**
 * The new secret; the old one is gone.
 */
export interface RenewWebhookSecretResult {
  webhook_secret: string;
}
/**
 * What a person acknowledged before a run: broken soft rules by id, and why.
 */
export interface ReviewDocument {
  at: string;
  by: string;
  note: string;
  rules: string[];
}
/**
 * Revoke a key of the caller.
 */
export interface RevokeApiKeyRequest {
  key_id: string;
}
/**
 * The key that opens nothing any more.
 */
export interface RevokeApiKeyResult {
  key: ShownApiKey;
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
 * Requirement 000's constraints; the policy's own count beside them, and the stricter wins.
 */
export interface RuleConstraintSettings {
  /**
   * @maxItems 200
   */
  excluded_instruments?: string[];
  max_turnover?: string | null;
  min_trade_size?: string | null;
  transaction_cost_limit?: string | null;
}
/**
 * One rule; without an id it is called after its type and place. `created_at` is kept for us.
 */
export interface RuleSettings {
  constraints?: RuleConstraintSettings | null;
  created_at?: string | null;
  enabled?: boolean;
  id?: string | null;
  method?: RebalancingMethod | null;
  trigger_parameters?: TriggerParameters;
  trigger_type: TriggerKind;
}
/**
 * What a rule's trigger can be told; a combined one has conditions.
 */
export interface TriggerParameters {
  amount?: string | null;
  calendar?: CalendarSettings | null;
  change?: string | null;
  combine?: CombineMode | null;
  conditions?:
    | [ConditionSettings]
    | [ConditionSettings, ConditionSettings]
    | [ConditionSettings, ConditionSettings, ConditionSettings]
    | [ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings]
    | [ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings]
    | [ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings]
    | [
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings
      ]
    | [
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings
      ]
    | [
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings
      ]
    | [
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings
      ]
    | null;
  deposits?: boolean | null;
  dividends?: boolean | null;
  look_back?: number | null;
  measure?: ChangeMeasure | null;
  shift?: DateShift | null;
  symbol?: string | null;
  symbols?: string[] | null;
  threshold?: string | null;
  withdrawals?: boolean | null;
}
/**
 * `rebalance_runs/{run_id}`: the head of a run; more fields than these are stored.
 */
export interface RunDocument {
  created_at: string;
  environment: BrokerMode;
  history: RunHistoryEntry[];
  hold_until?: string | null;
  is_automatic?: boolean;
  kind: RunKind;
  leg_count: number;
  message: string;
  plan_id: string | null;
  reason_code: ReasonCode | null;
  review?: ReviewDocument | null;
  run_id: string;
  state: RunState;
  /**
   * What a rule waits for; MANUAL never fires by itself.
   */
  trigger?: "CALENDAR" | "THRESHOLD" | "COMBINED" | "VOLATILITY_CHANGE" | "CORRELATION_CHANGE" | "CASH_FLOW" | "MANUAL";
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
 * `rebalance_runs/{run_id}/events/{sequence}`: a line of a run's history.
 */
export interface RunEventDocument {
  at: string;
  hash: string;
  leg_states: string[];
  previous_hash: string;
  run_state: RunState;
  sequence: number;
  text: string;
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
 * The wanted share of one symbol, 0 to 100; without an asset class the broker's counts.
 */
export interface TargetAllocation {
  asset_class?: AssetClass | null;
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
  class_targets?: ClassTargetView[];
  policy_version: number;
  portfolio_id: string;
  saved_at: string;
  status: PolicyStatus;
  targets: TargetAllocation[];
  total_percent: string;
  warnings: ReasonView[];
}
/**
 * Settings to store as the next policy version; what is not sent stays as it is.
 */
export interface SavePolicyRequest {
  autonomy?: Autonomy | null;
  calendar?: CalendarSettings | null;
  constraints?: ConstraintSettings | null;
  costs?: CostSettings | null;
  destination?: Destination | null;
  drift?: DriftSettings | null;
  execution?: ExecutionSettings | null;
  limits?: LimitSettings | null;
  method?: RebalancingMethod | null;
  portfolio_id?: string;
  tactics?: TacticSettings | null;
  tax?: TaxSettings | null;
  triggers?: TriggerSection | null;
  untargeted?: UntargetedRule | null;
}
/**
 * What TACTICAL_REBALANCING adds to the base weights.
 */
export interface TacticSettings {
  exit_below?: string;
  max_tilt?: string;
  /**
   * @maxItems 200
   */
  signals?: SignalSettings[];
  /**
   * @maxItems 200
   */
  tilts?: TiltSettings[];
}
/**
 * A score of one symbol, the price below which it is to be sold, or both.
 */
export interface SignalSettings {
  score?: string | null;
  stop_price?: string | null;
  symbol: string;
}
/**
 * A wish to hold more or less of a symbol than its base weight.
 */
export interface TiltSettings {
  change: string;
  symbol: string;
}
/**
 * What taxes may change about a plan.
 */
export interface TaxSettings {
  /**
   * @maxItems 200
   */
  accounts?: HouseholdAccount[];
  avoid_short_term_gains?: boolean;
  avoid_wash_sales?: boolean;
  deduction_limit?: string;
  deferral_days?: number;
  /**
   * @maxItems 200
   */
  deposit_dates?: string[];
  gain_cap?: string | null;
  gain_warning?: string | null;
  harvest_losses?: boolean;
  harvest_minimum?: string;
  harvest_minimum_part?: string;
  /**
   * @maxItems 200
   */
  identical?: IdenticalSymbols[];
  /**
   * Which lots a sale consumes first; a custodian that does not let one choose applies FIFO.
   */
  lot_method?: "FIFO" | "LIFO" | "HIFO" | "LOSS_FIRST" | "MIN_TAX" | "SPECIFIC";
  match_earlier_purchases?: boolean;
  rates?: TaxRateSettings;
  /**
   * @maxItems 200
   */
  reinvested?: string[];
  /**
   * @maxItems 200
   */
  substitutes?: SymbolSubstitutes[];
  transition?: TransitionMode | null;
}
/**
 * Marginal rates, as fractions of a gain.
 */
export interface TaxRateSettings {
  long_term?: string;
  short_term?: string;
}
/**
 * What may be held in the place of a symbol, the best first.
 */
export interface SymbolSubstitutes {
  /**
   * @maxItems 200
   */
  substitutes: string[];
  symbol: string;
}
/**
 * When the portfolio is to be rebalanced; without rules nothing starts by itself.
 */
export interface TriggerSection {
  cooldown_days?: number;
  monitoring_interval_minutes?: number | null;
  /**
   * @maxItems 20
   */
  rules?:
    | []
    | [RuleSettings]
    | [RuleSettings, RuleSettings]
    | [RuleSettings, RuleSettings, RuleSettings]
    | [RuleSettings, RuleSettings, RuleSettings, RuleSettings]
    | [RuleSettings, RuleSettings, RuleSettings, RuleSettings, RuleSettings]
    | [RuleSettings, RuleSettings, RuleSettings, RuleSettings, RuleSettings, RuleSettings]
    | [RuleSettings, RuleSettings, RuleSettings, RuleSettings, RuleSettings, RuleSettings, RuleSettings]
    | [RuleSettings, RuleSettings, RuleSettings, RuleSettings, RuleSettings, RuleSettings, RuleSettings, RuleSettings]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ]
    | [
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings,
        RuleSettings
      ];
}
/**
 * The settings as stored, those that were not sent among them.
 */
export interface SavePolicyResult {
  autonomy: Autonomy;
  calendar: CalendarSettings;
  constraints: ConstraintSettings;
  costs: CostSettings;
  destination: Destination;
  drift: DriftSettings;
  execution: ExecutionSettings;
  limits: LimitSettings;
  method: RebalancingMethod;
  policy_version: number;
  portfolio_id: string;
  saved_at: string;
  status: PolicyStatus;
  tactics: TacticSettings;
  tax: TaxSettings;
  triggers: TriggerSection;
  untargeted: UntargetedRule;
  warnings: ReasonView[];
}
/**
 * All preferences of the caller; what is left out takes its default.
 */
export interface SavePreferencesRequest {
  address?: string | null;
  digest_hour?: number | null;
  quiet_hours?: QuietHoursSection | null;
  /**
   * @maxItems 50
   */
  rules?: ChannelRuleSection[];
  webhook_url?: string | null;
  zone?: string;
}
/**
 * Preferences as stored; the secret is what the webhook is signed with, null without one.
 */
export interface SavePreferencesResult {
  address: string | null;
  digest_hour: number | null;
  quiet_hours: QuietHoursSection | null;
  rules: ChannelRuleSection[];
  webhook_secret: string | null;
  webhook_url: string | null;
  zone: string;
}
/**
 * `rebalance_schedules/current`: where the checks of a portfolio stand (requirement 002).
 */
export interface ScheduleDocument {
  failures: number;
  last_checked_at: string | null;
  last_outcome: VerdictOutcome | null;
  last_reason: StoredReason | null;
  last_run_session: string | null;
  last_session: string | null;
  next_due_at: string | null;
  policy_version: number;
}
/**
 * Ask for a portfolio's schedule.
 */
export interface ScheduleStateRequest {
  portfolio_id?: string;
}
/**
 * When something is due, how far weights are off, and what each rule says; nothing is stored.
 *
 * Of `next_dates` those after `sessions_known_until` are weekdays whose holidays are not known yet.
 */
export interface ScheduleStateResult {
  as_of: string;
  days_until: number | null;
  last_checked_at: string | null;
  last_run_session: string | null;
  last_session: string | null;
  next_check_at: string | null;
  next_date: string | null;
  next_dates: string[];
  portfolio_id: string;
  rules: RuleFindingView[];
  sessions_known_until: string;
  threshold: ThresholdStatusView | null;
}
/**
 * The row that is furthest out of its band, or nearest to its edge; `$CASH` is cash.
 */
export interface ThresholdStatusView {
  critical_percent: string;
  drift_level: DriftLevelName;
  drift_percent: string;
  symbol: string;
  tolerance_percent: string;
}
/**
 * Ask for a test by every channel the caller has.
 */
export interface SendTestMessageRequest {}
/**
 * The test that is on its way; the next one is not sent before `next_at`.
 */
export interface SendTestMessageResult {
  event_id: string;
  next_at: string;
}
/**
 * Let the linked live account be traded with real money, or no more.
 */
export interface SetLiveTradingRequest {
  enabled: boolean;
}
/**
 * What counts from now on, for the account whose id ends in `account_label`.
 */
export interface SetLiveTradingResult {
  account_label: string;
  changed_at: string;
  enabled: boolean;
}
/**
 * Turn a kill switch, and say why; `portfolio_id` matters to the scope PORTFOLIO alone.
 */
export interface SetTradingModeRequest {
  cancels_open_orders?: boolean;
  mode: TradingMode;
  portfolio_id?: string;
  reason: string;
  /**
   * Whom a switch stops: everybody, or one person, portfolio or brokerage account.
   */
  scope?: "EVERYBODY" | "USER" | "PORTFOLIO" | "ACCOUNT";
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
 * What may be done with an instrument; without a unit a fund trades in money, all else in whole units.
 *
 * With an entity context it counts for portfolios of that context only, and there before one without.
 */
export interface ShelfRow {
  asset_class: string;
  entity_context?: string | null;
  instrument_id: string;
  min_notional?: MinimumNotional | null;
  status: ShelfStatus;
  unit?: QuantityUnit | null;
}
/**
 * Ask for a plan that is stored.
 */
export interface ShowPlanRequest {
  plan_id: string;
  portfolio_id?: string;
}
/**
 * A question, the caller's key for it, and the name its log lines should carry.
 */
export interface SimulateMandateRequest {
  correlation_id?: string | null;
  idempotency_key: string;
  mandate: Mandate;
  market_data_snapshot: MarketDataSnapshot;
  model_portfolio: ModelPortfolio;
  options?: MandateOptions1;
  portfolio_snapshot: PortfolioSnapshot;
  /**
   * @maxItems 2000
   */
  shelf_entries: ShelfRow[];
  shelf_version: string;
}
/**
 * How this simulation treats doubtful cases; `suppress_dust` is the other spelling of the first one.
 */
export interface MandateOptions1 {
  allow_restricted?: boolean;
  /**
   * How weight above a cap is spread: once and refused when that breaks a cap, or until none is broken.
   */
  cap_mode?: "SINGLE_PASS" | "ITERATIVE";
  /**
   * What a missing or stale price does (domain rule 26).
   */
  dq_policy?: "BLOCK" | "EXCLUDE";
  /**
   * Where the weight of an excluded instrument goes (domain rule 25).
   */
  excluded_weight?: "TO_CASH" | "RENORMALISE_IN_CLASS";
  fx_buffer_pct?: string;
  /**
   * Whether foreign cash left over is sold (domain rule 34).
   */
  fx_sweep?: "OFF" | "ABOVE_THRESHOLD" | "SWEEP_ALL";
  fx_sweep_threshold?: string;
  max_skew_minutes?: number;
  max_staleness_minutes?: number | null;
  single_position_max_weight?: string | null;
  suppress_dust_trades?: boolean;
  /**
   * Whether taxes may change the trades; requirement 003 leaves them out (domain rule 21).
   */
  tax?: "OFF";
}
/**
 * What-if on the caller's own portfolio.
 */
export interface SimulateRequest {
  cash_flow?: string;
  cash_leg?: boolean;
  cash_target_percent?: string;
  /**
   * @maxItems 5
   */
  flip_points_of?:
    | []
    | [string]
    | [string, string]
    | [string, string, string]
    | [string, string, string, string]
    | [string, string, string, string, string];
  lot_method?: LotMethod | null;
  method?: RebalancingMethod | null;
  portfolio_id?: string;
  prices?: {
    [k: string]: string | undefined;
  };
  risk_aversion?: string | null;
  targets?: TargetAllocation[] | null;
  trade_off?: boolean;
  /**
   * @maxItems 200
   */
  trades?: SupposedTradeView[];
}
/**
 * A trade to suppose: of a symbol by value or quantity, or of an asset class by value.
 */
export interface SupposedTradeView {
  action: Side;
  asset_class?: string | null;
  quantity?: string | null;
  symbol?: string | null;
  value?: string | null;
}
/**
 * A plan that nobody can execute, and what supposed trades or its own would do; nothing is stored.
 */
export interface SimulateResult {
  account_label: string;
  after: AfterState;
  aggregates: DriftAggregates;
  as_of: string;
  binding_limits: BindingLimitView[];
  cash: string;
  drift_analysis: DriftAnalysisRow[];
  environment: BrokerMode;
  estimated_costs: string;
  flip_points: FlipPointView[];
  message: string;
  needs_rebalance: boolean;
  optimum: OptimumView | null;
  portfolio_id: string;
  portfolio_value: string;
  rule_results: RuleResultView[];
  skipped: SkippedTradeView[];
  smallest_deposit: string | null;
  status: PlanStatus;
  tax: TaxPreviewView | null;
  tax_impact: string | null;
  trade_off: TradeOffPointView[];
  trades: PlannedTrade[];
  trading_mode: TradingMode;
  trading_mode_reason: string;
  warnings: ReasonView[];
  what_if: WhatIfView | null;
}
/**
 * What one plan leaves of drift, and what it costs; null for `risk_aversion` is doing nothing.
 *
 * Sent back, `risk_aversion` plans the point. `drift` is the yearly deviation of what stays off target,
 * `price` cost and tax together, below zero where losses save more than all else costs.
 */
export interface TradeOffPointView {
  cost: string;
  drift: string;
  price: string;
  risk_aversion: string | null;
  tax: string;
  trades: number;
}
/**
 * The portfolio after the supposed trades, or after the plan's own where none are supposed.
 */
export interface WhatIfView {
  allocation_after: ClassShareView[];
  allocation_before: ClassShareView[];
  cash_ledger: LedgerStepView[];
  cost: string;
  drift_after: DriftAnalysisRow[] | null;
  max_drift_percent: string | null;
  turnover_percent: string;
}
/**
 * A mean and the interval that holds it with 95 %.
 */
export interface StoredFigure {
  high: string;
  low: string;
  value: string;
}
/**
 * What was asked.
 */
export interface StoredQuestion {
  mix: StoredTarget[];
  terms: StoredTerms;
}
/**
 * A symbol and its target weight, a fraction.
 */
export interface StoredTarget {
  symbol: string;
  weight: string;
}
/**
 * What trading costs and how far the lab goes; rates are fractions, costs basis points.
 */
export interface StoredTerms {
  aversion: string;
  cost_bp: string;
  monthly_flow: string;
  paths: number;
  seed: number;
  tax_rate: string;
  years: number;
}
/**
 * A policy and what came of it; rates are fractions of the portfolio a year, events a count a year.
 */
export interface StudiedPolicyDocument {
  band_method: DriftMethod | null;
  band_width: string | null;
  behind: StoredFigure;
  cadence: Cadence;
  cost: StoredFigure;
  destination: Destination;
  events: StoredFigure;
  is_tied: boolean;
  loss: StoredFigure;
  tax: StoredFigure;
  tracking_error: StoredFigure;
  turnover: StoredFigure;
  worst_drift: StoredFigure;
}
/**
 * The closes a symbol has, and what is missing of them.
 */
export interface StudiedSymbolDocument {
  closes: number;
  first_day: string;
  is_stale: boolean;
  last_day: string;
  missing: number;
  symbol: string;
}
/**
 * What a result rests on.
 */
export interface StudyBasisDocument {
  first_day: string;
  last_day: string;
  observations: number;
  symbols: StudiedSymbolDocument[];
}
/**
 * `policy_studies/{study_id}`: which schedule suits a portfolio, as far as that is known yet.
 */
export interface StudyDocument {
  asked_at: string;
  progress: number;
  question: StoredQuestion;
  reason: StoredReason | null;
  result: StudyResultDocument | null;
  state: StudyState;
  study_id: string;
  updated_at: string;
}
/**
 * What was found.
 */
export interface StudyResultDocument {
  band: StudiedPolicyDocument | null;
  basis: StudyBasisDocument;
  frequency: StudiedPolicyDocument | null;
  recommended: StudiedPolicyDocument;
  runners_up: StudiedPolicyDocument[];
}
/**
 * `userSettings/{uid}/tax_lots/{id}`: shares bought together, or a part of them (requirement 002).
 */
export interface TaxLotDocument {
  account: string;
  acquired: string;
  cost: string;
  cost_basis: string;
  held_from: string;
  is_replacement: boolean;
  lot_id: string;
  part: number;
  quantity: string;
  source: LotSource;
  symbol: string;
  wash_addition: string;
}
/**
 * Marginal rates, as fractions of a gain.
 */
export interface TaxRateSettings1 {
  long_term?: string;
  short_term?: string;
}
/**
 * `userSettings/{uid}/tax_years/{year}`: what a year has realised, and its bounds; estimates.
 */
export interface TaxYearDocument {
  carried_long: string;
  carried_short: string;
  disallowed: string;
  disposal_count: number;
  gain_cap: string | null;
  gain_warning: string | null;
  is_carried_entered: boolean;
  long_term: string;
  short_term: string;
  year: number;
}
/**
 * `rebalance_plans/{plan_id}/rebalance_trades/{number}`: one planned trade (requirement 001).
 */
export interface TradeDocument {
  action: Side;
  created_at: string;
  current_quantity: string;
  estimated_value: string;
  executed_at: string | null;
  executed_quantity: string;
  expires_at: string;
  harvest_opportunity: boolean;
  number: number;
  priority: Priority;
  reason_code: ReasonCode | null;
  run_id: string | null;
  status: SuggestionStatus;
  suggested_quantity: string;
  symbol: string;
  tax_implication: TaxImplication;
}
/**
 * What a rule's trigger can be told; a combined one has conditions.
 */
export interface TriggerParameters1 {
  amount?: string | null;
  calendar?: CalendarSettings | null;
  change?: string | null;
  combine?: CombineMode | null;
  conditions?:
    | [ConditionSettings]
    | [ConditionSettings, ConditionSettings]
    | [ConditionSettings, ConditionSettings, ConditionSettings]
    | [ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings]
    | [ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings]
    | [ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings, ConditionSettings]
    | [
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings
      ]
    | [
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings
      ]
    | [
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings
      ]
    | [
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings,
        ConditionSettings
      ]
    | null;
  deposits?: boolean | null;
  dividends?: boolean | null;
  look_back?: number | null;
  measure?: ChangeMeasure | null;
  shift?: DateShift | null;
  symbol?: string | null;
  symbols?: string[] | null;
  threshold?: string | null;
  withdrawals?: boolean | null;
}
