import type { CheckDocument, RunDocument, RunState, TriggerKind } from "@/lib/contracts/generated";
import type { LiveQuery, Observer } from "@/lib/firebase/backend";
import { DEMO_USER, type FakeBackend } from "../fake-backend";
import { leg, run } from "../samples";
import { driftRecord, performance, rebalancing, runEvents } from "../samples-history";
import { driftedBackend, putRun } from "./allocation";

const ROOT = `userSettings/${DEMO_USER.uid}`;

type Fate = readonly [RunState, TriggerKind, boolean, string];

/** How the runs of the generated record end, in turn. */
const FATES: readonly Fate[] = [
  ["COMPLETED", "THRESHOLD", true, "All 4 orders were filled."],
  ["COMPLETED", "CALENDAR", false, "All 4 orders were filled."],
  ["PARTIAL", "THRESHOLD", false, "One order was rejected by the broker; the rest is done."],
  ["NO_ACTION", "COMBINED", true, "Every symbol was in its band when the run began."],
  ["HALTED", "MANUAL", false, "The kill switch was pulled after 2 of 4 orders."],
  ["CANCELLED", "CASH_FLOW", false, "Cancelled before the first order left."],
];

export function putDrift(backend: FakeBackend, count: number): void {
  for (const snapshot of driftRecord(count)) backend.put(`${ROOT}/drift_snapshots/${snapshot.day}`, snapshot);
}

/** Writes ended runs, one a day into the past, with the entries that belong to each. */
export function putRuns(backend: FakeBackend, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const at = new Date(Date.parse("2020-03-20T15:05:00Z") - index * 86_400_000).toISOString();
    putEnded(backend, `run_${String(count - index).padStart(4, "0")}`, at, FATES[index % FATES.length] as Fate);
  }
}

function putEnded(backend: FakeBackend, id: string, at: string, [state, trigger, isAutomatic, message]: Fate): void {
  const told = { trigger, is_automatic: isAutomatic };
  backend.put(`${ROOT}/rebalance_runs/${id}`, { ...run(state, { run_id: id, message, created_at: at, updated_at: at }), ...told });
  const hasTraded = state !== "NO_ACTION" && state !== "CANCELLED";
  const filled = state === "COMPLETED" ? 4 : hasTraded ? 2 : 0;
  const nothing = hasTraded ? {} : { turnover: "0", cost: "0", max_drift_after: "0.091", rmse_after: "0.0662" };
  const unread = state === "HALTED" ? { max_drift_after: null, rmse_after: null } : {};
  backend.put(`${ROOT}/rebalance_performance_log/${id}`, performance(id, { state, ended_at: at, filled_orders: filled, ...nothing, ...unread }));
  if (!hasTraded) return;
  const origin = { state, trigger_type: trigger, is_automatic: isAutomatic, execution_date: at, created_at: at };
  backend.put(`${ROOT}/rebalancing_history/${id}`, rebalancing(id, { ...origin, trades_executed: filled }));
}

function putPlan(backend: FakeBackend): void {
  const text = "XOM is 9.1 points under its target, outside its band of 5 points.";
  backend.put(`${ROOT}/rebalance_plans/pl_0001`, { finding: { code: "REBALANCE_DRIFT", text } });
}

/** The look of the schedule that made the plan. */
function putCheck(backend: FakeBackend): void {
  const reason = { code: "REBALANCE_DRIFT", text: "XOM has been out of its band for 3 sessions." } as const;
  backend.put(`${ROOT}/rebalance_schedules/current/checks/c_0001`, {
    check_id: "c_0001",
    checked_at: "2020-03-23T15:04:00Z",
    due_at: "2020-03-23T15:00:00Z",
    session: "2020-03-23",
    autonomy: "AUTOMATIC",
    result: "STARTED",
    reason,
    plan_id: "pl_0001",
    run_id: "run_0001",
    verdict: { as_of: "2020-03-23T15:04:00Z", findings: [], outcome: "FIRED", reason, rule_id: "five-points", trigger: "THRESHOLD" },
  } satisfies CheckDocument);
}

function putEvents(backend: FakeBackend, runId: string, lines: Parameters<typeof runEvents>[0]): void {
  for (const line of runEvents(lines)) backend.put(`${ROOT}/rebalance_runs/${runId}/events/${line.sequence}`, line);
}

const SELLING_LINES = [
  ["RESERVED", "The run was reserved with 4 orders."],
  ["SELLING", "Order 1 was sent: sell 34.4121 MSFT."],
  ["SELLING", "Order 2 was sent: sell 67.8855 WMT."],
  ["SELLS_OPEN", "Waiting for 2 sells to fill."],
] as const;

const withOrigin = (document: RunDocument, trigger: TriggerKind, isAutomatic: boolean): RunDocument =>
  Object.assign(document, { trigger, is_automatic: isAutomatic });

/** A run in the middle: one sell partly filled, one buy of which nobody knows yet whether it reached the broker. */
export function liveRunBackend(): FakeBackend {
  const backend = driftedBackend();
  putRun(backend, withOrigin(run("SELLS_OPEN"), "THRESHOLD", true), [
    leg(1),
    leg(2, { symbol: "WMT", quantity: "67.8855", filled_quantity: "40", state: "PARTIAL", broker_status: "partially_filled", filled_average_price: "114.28" }),
    leg(3, { symbol: "JPM", side: "BUY", quantity: "55.7713", filled_quantity: "0", state: "UNKNOWN", broker_order_id: null, broker_status: null, filled_average_price: null }),
    leg(4, { symbol: "XOM", side: "BUY", quantity: "254.932", filled_quantity: "0", state: "PLANNED", broker_order_id: null, broker_status: null, filled_average_price: null }),
  ]);
  putPlan(backend);
  putCheck(backend);
  putEvents(backend, "run_0001", SELLING_LINES);
  return backend;
}

/** Two years of drift and 11 ended runs above one that is under way. */
export function recordBackend(): FakeBackend {
  const backend = liveRunBackend();
  putDrift(backend, 500);
  putRuns(backend, 11);
  putRun(backend, withOrigin(run("SELLS_OPEN", { run_id: "run_live" }), "THRESHOLD", true), []);
  backend.put(`${ROOT}/rebalance_runs/rr_simulated`, { kind: "SIMULATION", rebalance_run_id: "rr_simulated", status: "READY", created_at: "2020-03-23T15:00:00Z" });
  return backend;
}

/** Lets listeners of some paths fail, or never answer. */
function without(backend: FakeBackend, paths: RegExp, fate: "fails" | "waits"): FakeBackend {
  const refuse = (observer: { error: (cause: unknown) => void }) => {
    if (fate === "fails") queueMicrotask(() => observer.error(new Error("permission-denied")));
    return () => undefined;
  };
  const { watchDoc, watchQuery } = backend;
  return Object.assign(backend, {
    watchDoc: (path: string, observer: Parameters<typeof watchDoc>[1]) => (paths.test(path) ? refuse(observer) : watchDoc(path, observer)),
    watchQuery: (query: LiveQuery, observer: Observer<{ value: unknown[]; fromCache: boolean }>) =>
      paths.test(query.path) ? refuse(observer) : watchQuery(query, observer),
  });
}

/** Back ends in every state of the history pages, by name. */
export const HISTORY_SCENES: Record<string, () => FakeBackend> = {
  history: recordBackend,
  "history-none": () => driftedBackend(),
  "history-loading": () => without(recordBackend(), /drift_snapshots|rebalance_runs/, "waits"),
  "history-error": () => without(recordBackend(), /drift_snapshots|rebalance_runs/, "fails"),
  "history-figures-lost": () => without(recordBackend(), /rebalance_performance_log|rebalancing_history/, "fails"),
  "history-offline"() {
    const backend = recordBackend();
    backend.setConnected(false);
    return backend;
  },
  "history-offline-empty"() {
    const backend = driftedBackend();
    backend.setConnected(false);
    return backend;
  },
  "history-one-day"() {
    const backend = driftedBackend();
    putDrift(backend, 1);
    return backend;
  },
  "history-500"() {
    const backend = driftedBackend();
    putDrift(backend, 500);
    putRuns(backend, 500);
    return backend;
  },
  "run-live": liveRunBackend,
  "run-held"() {
    const backend = driftedBackend();
    putRun(backend, run("RESERVED", { hold_until: new Date(Date.now() + 3_600_000).toISOString() }), []);
    return backend;
  },
  "run-ended"() {
    const backend = driftedBackend();
    putRun(backend, withOrigin(run("PARTIAL", { message: "One order was rejected by the broker; the rest is done." }), "THRESHOLD", false), [
      leg(1),
      leg(2, { symbol: "WMT" }),
      leg(3, { symbol: "JPM", side: "BUY" }),
      leg(4, { symbol: "XOM", side: "BUY", state: "REJECTED", reason_code: "BROKER_REFUSED", note: "The broker refused: asset is not tradable today.", filled_quantity: "0", filled_average_price: null, broker_status: "rejected" }),
    ]);
    backend.put(`${ROOT}/rebalancing_history/run_0001`, rebalancing("run_0001", { state: "PARTIAL", is_automatic: false }));
    backend.put(`${ROOT}/rebalance_performance_log/run_0001`, performance("run_0001", { state: "PARTIAL", filled_orders: 3, max_drift_after: "0.0884", rmse_after: "0.0442", cost: "-3.10" }));
    putPlan(backend);
    putEvents(backend, "run_0001", [...SELLING_LINES, ["BUYING", "Order 4 was rejected: asset is not tradable today."], ["PARTIAL", "The run has ended with adjustments."]]);
    return backend;
  },
  "run-operator"() {
    const backend = liveRunBackend();
    const message = "Order 3 is unknown to the broker after an hour of asking.";
    putRun(backend, withOrigin(run("NEEDS_OPERATOR", { message, history: run("SELLS_OPEN").history }), "CALENDAR", true), []);
    return backend;
  },
  "run-drift-unread"() {
    const backend = driftedBackend();
    putRun(backend, run("HALTED", { message: "The kill switch was pulled after 2 of 4 orders.", history: run("SELLING").history }), [leg(1)]);
    backend.put(`${ROOT}/rebalance_performance_log/run_0001`, performance("run_0001", { state: "HALTED", max_drift_after: null, rmse_after: null }));
    return backend;
  },
  "run-single"() {
    const backend = driftedBackend();
    putRun(backend, run("COMPLETED", { kind: "SINGLE_TRADE", plan_id: null, leg_count: 1, message: "The order was filled." }), [leg(1)]);
    return backend;
  },
  "run-lost": () => without(driftedBackend(), /rebalance_runs\/run_0001$/, "fails"),
  "orders-lost": () => without(liveRunBackend(), /\/legs$/, "fails"),
  "orders-waiting": () => without(liveRunBackend(), /\/legs$/, "waits"),
  "run-simulated"() {
    const backend = driftedBackend();
    backend.put(`${ROOT}/rebalance_runs/run_0001`, { kind: "SIMULATION", rebalance_run_id: "run_0001", status: "READY" });
    return backend;
  },
};
