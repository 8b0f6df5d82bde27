import type { AllocationDocument, AssetClass, TradingMode } from "@/lib/contracts/generated";
import { CallError } from "@/lib/firebase/backend";
import { createFakeBackend, DEMO_USER, type FakeBackend } from "../fake-backend";
import { driftRow, leg, preview, run, standing } from "../samples";

const ROOT = `userSettings/${DEMO_USER.uid}`;
const SAVED_AT = "2020-01-02T15:00:00Z";
const NEVER = new Promise<never>(() => undefined);

export function putTargets(backend: FakeBackend, percents: Record<string, string>, status = "ACTIVE", classes: Partial<Record<string, AssetClass>> = {}): void {
  backend.put(ROOT, { portfolio_id: "default", policy_version: 3, status, cash_target_percent: "0", updated_at: SAVED_AT });
  for (const [symbol, percent] of Object.entries(percents)) {
    backend.put(`${ROOT}/allocation/${symbol}`, {
      symbol,
      target_percent: percent,
      enabled: true,
      tolerance_percent: null,
      asset_class: classes[symbol] ?? null,
      created_at: SAVED_AT,
      updated_at: SAVED_AT,
    } satisfies AllocationDocument);
  }
}

export function putTradingMode(backend: FakeBackend, mode: TradingMode, reason = ""): void {
  backend.put("systemStatus/risk_management", {
    trading_enabled: mode !== "HALTED",
    mode,
    reason,
    epoch: 4,
    updated_at: "2020-03-23T14:31:00Z",
    updated_by: "demo@trimtab.local",
  });
}

export function putRun(backend: FakeBackend, document: ReturnType<typeof run>, legs: ReturnType<typeof leg>[]): void {
  backend.put(`${ROOT}/rebalance_runs/${document.run_id}`, document);
  for (const each of legs) backend.put(`${ROOT}/rebalance_runs/${document.run_id}/legs/${each.number}`, each);
}

/** A run of one order that waits until a moment, and can be cancelled. */
export function putHeldRun(backend: FakeBackend, hold_until: string): void {
  const order = leg(1, { state: "INTENT", filled_quantity: "0", filled_average_price: null, broker_order_id: null, broker_status: null });
  putRun(backend, run("RESERVED", { hold_until, created_at: new Date().toISOString(), history: run("RESERVED").history }), [order]);
  backend.answer("cancel_run", () => ({ run_id: "run_0001", state: "RESERVED", message: "", orders: [] }));
}

/** A drifted portfolio of four quarters with trading on: what every scene starts from. */
function putCalendar(backend: FakeBackend): void {
  const year = new Date().getFullYear();
  const days = [0, 1].map((ahead) => new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10));
  backend.put(`marketCalendar/${year}`, {
    year,
    read_at: new Date().toISOString(),
    sessions: days.map((day) => ({ day, opens_at: `${day}T00:00:00Z`, closes_at: `${day}T23:59:59Z` })),
  });
}

export function driftedBackend(user: Parameters<typeof createFakeBackend>[0] = DEMO_USER): FakeBackend {
  const backend = createFakeBackend(user);
  putTargets(backend, { JPM: "25", MSFT: "25", WMT: "25", XOM: "25" });
  putTradingMode(backend, "ACTIVE");
  putCalendar(backend);
  backend.answer("simulate", () => standing());
  backend.answer("check_rebalance_drift", () => preview());
  backend.answer("show_plan", () => preview());
  backend.answer("execute_plan", () => ({ run_id: "run_0001", state: "RESERVED", replayed: false, leg_count: 4 }));
  return backend;
}

/** Holdings without any target: all of each is beyond what is wanted, and nothing is to be done. */
function untargeted() {
  const rows = standing().drift_analysis.map(({ symbol, actual_percent, market_value }) => ({
    ...driftRow(symbol, actual_percent, "0", actual_percent),
    action: "hold" as const,
    market_value,
  }));
  return standing({
    status: "NO_ACTION",
    needs_rebalance: false,
    drift_analysis: rows,
    aggregates: { max_drift_percent: "33.81", mean_drift_percent: "25.00", rmse_drift_percent: "26.04", accuracy_percent: "0.00", out_of_band_count: 4 },
    smallest_deposit: null,
    message: "No targets are set: add targets, or start from the current holdings.",
  });
}

const refuse = (...refusal: ConstructorParameters<typeof CallError>) => () => {
  throw new CallError(...refusal);
};

/** Back ends in every state a person can meet, by name. */
export const ALLOCATION_SCENES: Record<string, () => FakeBackend> = {
  "signed-out": () => driftedBackend(null),
  drifted: () => driftedBackend(),
  loading() {
    const backend = driftedBackend();
    backend.answer("simulate", () => NEVER);
    return backend;
  },
  "no-targets"() {
    const backend = createFakeBackend();
    putTradingMode(backend, "ACTIVE");
    backend.answer("simulate", untargeted);
    return backend;
  },
  "in-band"() {
    const backend = driftedBackend();
    const report = standing({ status: "NO_ACTION", needs_rebalance: false, message: "Every symbol is within its band; nothing is required." });
    backend.answer("simulate", () => report);
    backend.answer("check_rebalance_drift", () =>
      preview({ ...report, plan_id: null, plan_hash: null, plan_expires_at: null, trades: [] }),
    );
    return backend;
  },
  draft() {
    const backend = driftedBackend();
    putTargets(backend, { JPM: "25", MSFT: "20" }, "DRAFT");
    return backend;
  },
  halted() {
    const backend = driftedBackend();
    putTradingMode(backend, "HALTED", "Quotes look wrong since 10:28");
    return backend;
  },
  "reduce-only"() {
    const backend = driftedBackend();
    putTradingMode(backend, "REDUCE_ONLY", "Raising cash before the holidays");
    return backend;
  },
  "state-missing"() {
    const backend = driftedBackend();
    backend.put("systemStatus/risk_management", null);
    return backend;
  },
  "broker-down"() {
    const backend = driftedBackend();
    backend.answer("simulate", refuse("UNAVAILABLE", "The broker did not answer within 10 seconds. Nothing was written.", { correlation_id: "c-7f31", reason_code: "BROKER_UNAVAILABLE" }));
    return backend;
  },
  "market-closed"() {
    const backend = driftedBackend();
    backend.answer("execute_plan", refuse("FAILED_PRECONDITION", "The market is closed, so no order was placed.", { correlation_id: "c-81aa", reason_code: "MARKET_CLOSED", next_open: "2020-03-24T13:30:00Z" }));
    return backend;
  },
  "answer-lost"() {
    const backend = driftedBackend();
    backend.answer("execute_plan", refuse("NO_ANSWER", "internal"));
    return backend;
  },
  expired() {
    const backend = driftedBackend();
    backend.answer("check_rebalance_drift", () => preview({ plan_expires_at: "2020-03-23T15:10:00Z" }));
    return backend;
  },
  blocked() {
    const backend = driftedBackend();
    backend.answer("check_rebalance_drift", () =>
      preview({
        status: "BLOCKED",
        message: "The account is blocked by the broker, so no trade is possible.",
        plan_id: null,
        plan_hash: null,
        plan_expires_at: null,
        trades: [],
        warnings: [{ reason_code: "ACCOUNT_BLOCKED", message: "Ask the broker why trading is blocked." }],
      }),
    );
    return backend;
  },
  "pending-review"() {
    const backend = driftedBackend();
    backend.answer("check_rebalance_drift", () =>
      preview({
        status: "PENDING_REVIEW",
        message: "Somebody must look at the plan before it goes ahead. The turnover limit of 10% allowed 71% of the repair.",
        rule_results: [
          { rule_id: "NO_OVERSELL", severity: "HARD", status: "PASS", measured: "0", limit: "0", message: "No more is sold than is free." },
          { rule_id: "WHOLE_REPAIR", severity: "SOFT", status: "FAIL", measured: "0.71", limit: "1", message: "The turnover limit of 10% allowed 71% of the repair." },
        ],
      }),
    );
    return backend;
  },
  held() {
    const backend = driftedBackend();
    putHeldRun(backend, new Date(Date.now() + 8_000).toISOString());
    return backend;
  },
  "first-run"() {
    const backend = createFakeBackend();
    putTradingMode(backend, "ACTIVE");
    putCalendar(backend);
    backend.answer("simulate", untargeted);
    return backend;
  },
  "wrong-account"() {
    const backend = driftedBackend();
    backend.answer("execute_plan", refuse("FAILED_PRECONDITION", "The linked brokerage account is not the one this plan was made for; preview again.", { correlation_id: "c-90aa", reason_code: "ACCOUNT_CHANGED" }));
    return backend;
  },
  live() {
    const backend = driftedBackend();
    backend.answer("simulate", () => standing({ environment: "LIVE" }));
    backend.answer("check_rebalance_drift", () => preview({ environment: "LIVE" }));
    return backend;
  },
  offline() {
    const backend = driftedBackend();
    backend.setConnected(false);
    return backend;
  },
  running() {
    const backend = driftedBackend();
    putRun(backend, run("SELLS_OPEN"), [
      leg(1),
      leg(2, { symbol: "WMT", quantity: "67.8855", filled_quantity: "40", state: "PARTIAL", broker_status: "partially_filled", filled_average_price: "114.28" }),
      leg(3, { symbol: "JPM", side: "BUY", quantity: "55.7713", filled_quantity: "0", state: "UNKNOWN", broker_order_id: null, broker_status: null, filled_average_price: null }),
      leg(4, { symbol: "XOM", side: "BUY", quantity: "254.932", filled_quantity: "0", state: "PLANNED", broker_order_id: null, broker_status: null, filled_average_price: null }),
    ]);
    return backend;
  },
  completed() {
    const backend = driftedBackend();
    putRun(backend, run("PARTIAL", { message: "One order was rejected by the broker; the rest is done." }), [
      leg(1),
      leg(2, { symbol: "WMT" }),
      leg(3, { symbol: "JPM", side: "BUY" }),
      leg(4, { symbol: "XOM", side: "BUY", state: "REJECTED", reason_code: "BROKER_REFUSED", note: "The broker refused: asset is not tradable today.", filled_quantity: "0", filled_average_price: null, broker_status: "rejected" }),
    ]);
    return backend;
  },
};
