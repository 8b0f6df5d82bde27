import type { SimulateRequest, SimulateResult } from "@/lib/contracts/generated";
import { plainScenario, type Scenario } from "@/features/what-if/scenario";
import { storeScenarios } from "@/features/what-if/scenario-store";
import { CallError } from "@/lib/firebase/backend";
import { createFakeBackend, DEMO_USER, type FakeBackend } from "../fake-backend";
import { tradeOffPoints } from "../samples-trade-off";
import { simulated } from "../samples-what-if";
import { driftedBackend, putTradingMode } from "./allocation";

const NEVER = new Promise<never>(() => undefined);

/** The four quarters, with an answer to every question about them. */
export function askableBackend(): FakeBackend {
  const backend = driftedBackend();
  backend.answer("simulate", (request) => answered(request as SimulateRequest));
  return backend;
}

function answered(request: SimulateRequest): SimulateResult {
  return simulated(request, request.trade_off ? { trade_off: tradeOffPoints() } : {});
}

/** An answer in which everything stays where it is. */
function withoutTrades(answer: SimulateResult): SimulateResult {
  const { after, what_if, aggregates, cash, drift_analysis } = answer;
  return {
    ...answer,
    trades: [],
    tax: null,
    smallest_deposit: null,
    after: { ...after, cash, turnover_percent: "0", max_drift_percent: aggregates.max_drift_percent, drift_analysis },
    what_if: what_if && { ...what_if, allocation_after: what_if.allocation_before, cost: "0.00", turnover_percent: "0" },
  };
}

const scenario = (name: string, edit: Partial<Scenario>): Scenario => ({ ...plainScenario(name), ...edit });

function keep(...scenarios: Scenario[]): void {
  storeScenarios(DEMO_USER.uid, scenarios);
}

function threeKept(): void {
  const rows = [["JPM", "20"], ["MSFT", "30"], ["WMT", "30"], ["XOM", "15"]].map(([symbol = "", percent = ""]) => ({ id: symbol, symbol, percent, tolerance: null }));
  keep(
    scenario("As it is", {}),
    scenario("Deposit and hold cash", { flow: { kind: "deposit", amount: "10000" }, targets: { rows, cashPercent: "5" }, watched: ["JPM", "XOM"] }),
    scenario("My own trades", { prices: { XOM: "28" }, trades: [{ id: "t1", side: "SELL", what: "symbol", name: "WMT", size: "5000", unit: "value" }, { id: "t2", side: "BUY", what: "symbol", name: "XOM", size: "100", unit: "quantity" }] }),
  );
}

export const WHAT_IF_SCENES: Record<string, () => FakeBackend> = {
  "what-if": askableBackend,
  "what-if-no-curve"() {
    const backend = askableBackend();
    backend.answer("simulate", (request) => simulated(request as SimulateRequest));
    return backend;
  },
  "what-if-curve-failed"() {
    const backend = askableBackend();
    backend.answer("simulate", (request) => {
      const asked = request as SimulateRequest;
      if (!asked.trade_off) return simulated(asked);
      throw new CallError("UNAVAILABLE", "The broker did not answer within 10 seconds. Nothing was written.", { correlation_id: "c-0c17", reason_code: "BROKER_UNAVAILABLE" });
    });
    return backend;
  },
  "what-if-loading"() {
    const backend = driftedBackend();
    backend.answer("simulate", () => NEVER);
    return backend;
  },
  "what-if-no-targets"() {
    const backend = createFakeBackend();
    putTradingMode(backend, "ACTIVE");
    backend.answer("simulate", (request) => {
      const asked = request as SimulateRequest;
      if (asked.targets) return simulated(asked);
      const untraded = withoutTrades(simulated({ ...asked, targets: [] }));
      return { ...untraded, status: "NO_ACTION", message: "No targets are set, so there is nothing to compare with." };
    });
    return backend;
  },
  "what-if-three"() {
    threeKept();
    return askableBackend();
  },
  "what-if-blocked"() {
    threeKept();
    const backend = askableBackend();
    backend.answer("simulate", (request) => {
      const asked = request as SimulateRequest;
      const answer = simulated(asked);
      if (!asked.cash_flow) return answer;
      return {
        ...withoutTrades(answer),
        status: "BLOCKED",
        message: "The plan breaks a hard rule, so no trade is possible.",
        warnings: [{ reason_code: "HARD_RULE_BROKEN", message: "Cash of 10.19% is above the most that may idle." }],
        rule_results: [{ rule_id: "CASH_BAND", severity: "HARD", status: "FAIL", measured: "0.1019", limit: "0.05", message: "Cash would be 10.19% of the portfolio; at most 5% may be." }],
      };
    });
    return backend;
  },
  "what-if-refused"() {
    keep(
      scenario("As it is", {}),
      scenario("Selling too much", { trades: [{ id: "t1", side: "SELL", what: "symbol", name: "WMT", size: "9000", unit: "quantity" }] }),
    );
    const backend = askableBackend();
    backend.answer("simulate", (request) => {
      const asked = request as SimulateRequest;
      if (!asked.trades) return simulated(asked);
      throw new CallError("INVALID_ARGUMENT", "trades[0] “9000” sells more than the 260.921 WMT held by then; sell less.", { correlation_id: "c-5a10", reason_code: "BAD_FIELD" });
    });
    return backend;
  },
  "what-if-down"() {
    const backend = driftedBackend();
    backend.answer("simulate", () => {
      throw new CallError("UNAVAILABLE", "The broker did not answer within 10 seconds. Nothing was written.", { correlation_id: "c-7f31", reason_code: "BROKER_UNAVAILABLE" });
    });
    return backend;
  },
  "what-if-offline"() {
    const backend = askableBackend();
    backend.setConnected(false);
    return backend;
  },
};
