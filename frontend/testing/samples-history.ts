import type {
  DriftSnapshotDocument,
  PerformanceDocument,
  RebalancingDocument,
  RunEventDocument,
  RunState,
  SnapshotRow,
} from "@/lib/contracts/generated";

export function rebalancing(runId: string, overrides: Partial<RebalancingDocument> = {}): RebalancingDocument {
  return {
    run_id: runId,
    plan_id: "pl_0001",
    portfolio_id: "default",
    trigger_type: "THRESHOLD",
    is_automatic: true,
    state: "COMPLETED",
    trades_executed: 4,
    turnover_achieved: "0.1412",
    actual_costs: "9.87",
    execution_date: "2020-03-23T15:05:00Z",
    created_at: "2020-03-23T15:05:09Z",
    ...overrides,
  };
}

export function performance(runId: string, overrides: Partial<PerformanceDocument> = {}): PerformanceDocument {
  return {
    run_id: runId,
    plan_id: "pl_0001",
    state: "COMPLETED",
    ended_at: "2020-03-23T15:05:09Z",
    total_value: "88195.11",
    planned_orders: 4,
    filled_orders: 4,
    planned_turnover: "0.1412",
    turnover: "0.1411",
    estimated_cost: "12.40",
    cost: "9.87",
    max_drift_before: "0.091",
    max_drift_planned: "0.0005",
    max_drift_after: "0.0007",
    rmse_before: "0.0662",
    rmse_planned: "0.0003",
    rmse_after: "0.0004",
    ...overrides,
  };
}

export function snapshotRow(key: string, actual: string, target: string, overrides: Partial<SnapshotRow> = {}): SnapshotRow {
  return {
    key,
    market_value: "22000.00",
    actual_weight: actual,
    target_weight: target,
    band: { tolerance: "0.05", critical: "0.1" },
    is_targeted: true,
    ...overrides,
  };
}

export function snapshot(day: string, rows: SnapshotRow[], overrides: Partial<DriftSnapshotDocument> = {}): DriftSnapshotDocument {
  const classes = [snapshotRow("EQUITY", "0.98", "0.97"), snapshotRow("$CASH", "0.02", "0.03")];
  return {
    day,
    calculated_at: `${day}T19:45:00Z`,
    policy_version: 3,
    max_drift: "0.091",
    mean_drift: "0.0566",
    rmse_drift: "0.0662",
    view: { by_symbol: { total_value: "88195.11", rows }, by_class: { total_value: "88195.11", rows: classes } },
    ...overrides,
  };
}

const sum = (values: number[]) => values.reduce((left, right) => left + right, 0);
const hashOf = (sequence: number) => (sequence === 0 ? "" : sequence.toString(16).padStart(2, "0").repeat(32));

/** The symbols that are drawn, with how far and how fast each swings around its target. */
const SWINGS = [
  ["JPM", 0.031, 9],
  ["MSFT", 0.052, 17],
  ["WMT", 0.018, 5],
  ["XOM", 0.074, 23],
] as const;

/** Sessions of the past, newest first, with drifts that swing; weekends are left out. */
export function driftRecord(count: number, lastDay = "2020-03-23"): DriftSnapshotDocument[] {
  const days: string[] = [];
  for (let day = new Date(`${lastDay}T00:00:00Z`); days.length < count; day = new Date(day.getTime() - 86_400_000)) {
    if (day.getUTCDay() % 6 !== 0) days.push(day.toISOString().slice(0, 10));
  }
  return days.map((day, index) => {
    const drifts = SWINGS.map(([symbol, swing, pace]) => [symbol, swing * Math.sin((index + pace) / pace)] as const);
    const sizes = drifts.map(([, drift]) => Math.abs(drift));
    const rows = drifts.map(([symbol, drift]) => snapshotRow(symbol, (0.25 + drift).toFixed(6), "0.25"));
    return snapshot(day, [...rows, snapshotRow("$CASH", "0.000024", "0")], {
      max_drift: Math.max(...sizes).toFixed(6),
      mean_drift: (sum(sizes) / 5).toFixed(6),
      rmse_drift: Math.sqrt(sum(sizes.map((size) => size * size)) / 5).toFixed(6),
    });
  });
}

/** The lines of a run, each hash naming the one before it. */
export function runEvents(lines: readonly (readonly [RunState, string])[]): RunEventDocument[] {
  return lines.map(([state, text], index) => ({
    sequence: index + 1,
    at: `2020-03-23T15:05:${String(index).padStart(2, "0")}Z`,
    text,
    run_state: state,
    leg_states: ["1:FILLED:34.4121:34.4121"],
    previous_hash: hashOf(index),
    hash: hashOf(index + 1),
  }));
}
