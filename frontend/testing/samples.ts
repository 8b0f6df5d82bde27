import type {
  CheckRebalanceDriftResult,
  DriftAnalysisRow,
  LegDocument,
  RunDocument,
  RunState,
  SimulateResult,
} from "@/lib/contracts/generated";

/** A quarter each, bought on 2019-12-31 and looked at on 2020-03-23. */
const QUARTERS = [
  ["JPM", "19.98", "17620.55"],
  ["MSFT", "30.31", "26731.40"],
  ["WMT", "33.81", "29818.12"],
  ["XOM", "15.90", "14022.93"],
] as const;

export function driftRow(symbol: string, actual: string, target: string, drift: string): DriftAnalysisRow {
  const size = Math.abs(Number(drift));
  const isOut = size > 5;
  return {
    symbol,
    target_percent: target,
    actual_percent: actual,
    drift_percent: drift,
    relative_drift_percent: null,
    tolerance_percent: "5",
    drift_level: size > 10 ? "CRITICAL" : isOut ? "WARNING" : "WITHIN_TOLERANCE",
    needs_rebalance: isOut,
    action: !isOut ? "hold" : drift.startsWith("-") ? "buy" : "sell",
    market_value: "0.00",
  };
}

export function driftedRows(): DriftAnalysisRow[] {
  const rows = QUARTERS.map(([symbol, actual, value]) => ({
    ...driftRow(symbol, actual, "25", (Number(actual) - 25).toFixed(2)),
    market_value: value,
  }));
  return [...rows, { ...driftRow("$CASH", "0.00", "0", "0"), market_value: "2.11" }];
}

export function standing(overrides: Partial<SimulateResult> = {}): SimulateResult {
  return {
    portfolio_id: "default",
    as_of: "2020-03-23T15:04:05Z",
    status: "READY",
    needs_rebalance: true,
    drift_analysis: driftedRows(),
    aggregates: {
      max_drift_percent: "9.10",
      mean_drift_percent: "5.66",
      rmse_drift_percent: "6.62",
      accuracy_percent: "85.88",
      out_of_band_count: 4,
    },
    trades: [],
    skipped: [],
    estimated_costs: "0.00",
    tax_impact: null,
    trade_off: [],
    portfolio_value: "88195.11",
    cash: "2.11",
    after: {
      cash: "14.20",
      sells_value: "12437.31",
      buys_value: "12425.22",
      fees_and_rounding: "0.00",
      turnover_percent: "14.12",
      max_drift_percent: "0.05",
      drift_analysis: driftedRows().map((row) => ({ ...row, actual_percent: row.symbol === "$CASH" ? "0.05" : "24.99" })),
    },
    environment: "PAPER",
    account_label: "4f2a",
    trading_mode: "ACTIVE",
    trading_mode_reason: "",
    warnings: [],
    message: "4 of 4 symbols are out of band; XOM is 9.1 points under its target. 4 trades repair it.",
    tax: null,
    flip_points: [],
    smallest_deposit: "31077.37",
    rule_results: [],
    binding_limits: [],
    optimum: null,
    what_if: null,
    ...overrides,
  };
}

export function preview(overrides: Partial<CheckRebalanceDriftResult> = {}): CheckRebalanceDriftResult {
  const trade = { reason_code: "REBALANCE_DRIFT", priority: "HIGH", tax_implication: "NEUTRAL", harvest_opportunity: false, is_edited: false } as const;
  return {
    ...standing(),
    trades: [
      { ...trade, number: 1, symbol: "MSFT", side: "sell", qty: "34.4121", shares: "34.4121", planned_qty: "34.4121", estimated_price: "135.98", estimated_value: "4679.36", weight_before_percent: "30.31", weight_after_percent: "25.00", reason: "MSFT is 5.31 points over its target of 25%, outside its band of 5 points." },
      { ...trade, number: 2, symbol: "WMT", side: "sell", qty: "67.8855", shares: "67.8855", planned_qty: "67.8855", estimated_price: "114.28", estimated_value: "7757.95", weight_before_percent: "33.81", weight_after_percent: "25.00", reason: "WMT is 8.81 points over its target of 25%, outside its band of 5 points." },
      { ...trade, number: 3, symbol: "JPM", side: "buy", qty: "55.7713", shares: "55.7713", planned_qty: "55.7713", estimated_price: "79.03", estimated_value: "4407.61", weight_before_percent: "19.98", weight_after_percent: "24.98", reason: "JPM is 5.02 points under its target of 25%, outside its band of 5 points." },
      { ...trade, number: 4, symbol: "XOM", side: "buy", qty: "254.9320", shares: "254.9320", planned_qty: "254.9320", estimated_price: "31.45", estimated_value: "8017.61", weight_before_percent: "15.90", weight_after_percent: "24.99", reason: "XOM is 9.10 points under its target of 25%, outside its band of 5 points." },
    ],
    skipped: [{ symbol: "$CASH", reason_code: "ON_TARGET", reason: "Cash is 0.00 points from its target." }],
    trades_executed: [],
    as_of: new Date(Date.now() - 8000).toISOString(),
    plan_id: "pl_0001",
    plan_hash: "3f9a",
    plan_expires_at: new Date(Date.now() + 10 * 60_000).toISOString(),
    run_id: null,
    rebalancing_required: true,
    trigger_type: null,
    rules: [],
    ...overrides,
  };
}

const ORDER: RunState[] = ["RESERVED", "SELLING", "SELLS_OPEN", "BUY_SEALED", "BUYING", "BUYS_OPEN", "RECONCILING"];

/** A run in a state, having passed all states before it in order. */
export function run(state: RunState, overrides: Partial<RunDocument> = {}): RunDocument {
  const reached = ORDER.includes(state) ? ORDER.slice(0, ORDER.indexOf(state) + 1) : [...ORDER, state];
  return {
    run_id: "run_0001",
    kind: "REBALANCE",
    state,
    reason_code: null,
    message: "",
    plan_id: "pl_0001",
    environment: "PAPER",
    leg_count: 4,
    created_at: "2020-03-23T15:05:00Z",
    updated_at: "2020-03-23T15:05:09Z",
    history: reached.map((each, index) => ({ state: each, at: `2020-03-23T15:05:0${index}Z` })),
    ...overrides,
  };
}

export function leg(number: number, overrides: Partial<LegDocument> = {}): LegDocument {
  return {
    number,
    symbol: "MSFT",
    side: "SELL",
    quantity: "34.4121",
    planned_quantity: "34.4121",
    reference_price: "135.98",
    state: "FILLED",
    reason_code: null,
    note: "",
    client_order_id: `rbl-${number}`,
    broker_order_id: "61e69015-8549-4bfd-b9c3-01e75843f47d",
    broker_status: "filled",
    filled_quantity: "34.4121",
    filled_average_price: "135.98",
    updated_at: "2020-03-23T15:05:04Z",
    ...overrides,
  };
}
