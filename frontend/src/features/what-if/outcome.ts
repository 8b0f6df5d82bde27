import type { ClassShareView, DriftAnalysisRow, SimulateRequest, SimulateResult } from "@/lib/contracts/generated";
import { type Spread, spreadOf } from "./spread";

/** What a scenario comes to, in the figures that are compared; null where the server has not said. */
export interface Outcome {
  status: SimulateResult["status"];
  hasOwnTrades: boolean;
  before: Spread;
  after: Spread;
  turnover: string;
  cost: string | null;
  tradeCount: number;
  cash: string;
  cashBefore: string;
  taxNow: string | null;
  taxSaved: string | null;
  warningCount: number;
  asOf: string;
  /** Every symbol's place afterwards; null where whole asset classes are traded. */
  rows: readonly DriftAnalysisRow[] | null;
  classes: readonly ClassShareView[];
}

/** Reads an answer: with trades of the person's own it is about these, otherwise about the trades of the plan. */
export function outcomeOf(request: SimulateRequest, result: SimulateResult): Outcome {
  const ownTrades = request.trades ?? [];
  const before: Spread = {
    max: result.aggregates.max_drift_percent,
    mean: result.aggregates.mean_drift_percent,
    rms: result.aggregates.rmse_drift_percent,
    accuracy: result.aggregates.accuracy_percent,
  };
  const common = {
    status: result.status,
    before,
    cashBefore: result.cash,
    cost: result.what_if?.cost ?? null,
    warningCount: result.warnings.length,
    asOf: result.as_of,
    classes: result.what_if?.allocation_after ?? [],
  };
  return ownTrades.length > 0
    ? { ...common, ...ofOwnTrades(before, result), tradeCount: ownTrades.length }
    : { ...common, ...ofPlan(before, result), tradeCount: result.trades.length };
}

function ofPlan(before: Spread, { drift_analysis, after, tax }: SimulateResult) {
  return {
    hasOwnTrades: false,
    after: spreadOf({ before, rowsBefore: drift_analysis, rows: after.drift_analysis, max: after.max_drift_percent }),
    turnover: after.turnover_percent,
    cash: after.cash,
    taxNow: tax?.tax_now_estimate ?? null,
    taxSaved: tax?.tax_saved_estimate ?? null,
    rows: after.drift_analysis,
  };
}

// The server estimates taxes for the plan's trades only, so there is no tax of own trades.
function ofOwnTrades(before: Spread, { drift_analysis, cash, what_if }: SimulateResult) {
  const rows = what_if?.drift_after ?? null;
  return {
    hasOwnTrades: true,
    after: spreadOf({ before, rowsBefore: drift_analysis, rows, max: what_if?.max_drift_percent ?? null }),
    turnover: what_if?.turnover_percent ?? "0",
    cash: what_if?.cash_ledger.at(-1)?.cash ?? cash,
    taxNow: null,
    taxSaved: null,
    rows,
  };
}
