import type { AllocationDocument, DriftAnalysisRow, LotMethod, RebalancingMethod, Side } from "@/lib/contracts/generated";
import { CASH_SYMBOL } from "@/components/money/symbol-name";
import { isPositive, scalePercents } from "@/lib/percent";

export const MOST_SCENARIOS = 3;
export const MOST_WATCHED = 5;

export type RuledLotMethod = Exclude<LotMethod, "SPECIFIC">;
export type FlowKind = "none" | "deposit" | "withdrawal";

export interface TargetRow {
  id: string;
  symbol: string;
  percent: string;
  /** The saved band, carried along; null for the policy's. */
  tolerance: string | null;
}

export interface ScenarioTargets {
  rows: readonly TargetRow[];
  cashPercent: string;
}

/** A trade of the person's own; name and size are what was typed. */
export interface OwnTrade {
  id: string;
  side: Side;
  what: "symbol" | "class";
  name: string;
  size: string;
  unit: "value" | "quantity";
}

/** A named copy of the portfolio with what is supposed to be different; fields hold what was typed. */
export interface Scenario {
  id: string;
  name: string;
  /** Null means the policy's own. */
  method: RebalancingMethod | null;
  lotMethod: RuledLotMethod | null;
  flow: { kind: FlowKind; amount: string };
  /** Null means the saved targets. */
  targets: ScenarioTargets | null;
  /** Supposed prices by symbol; an empty text keeps today's. */
  prices: Readonly<Record<string, string>>;
  trades: readonly OwnTrade[];
  isPaidInCash: boolean;
  /** The symbols whose flip points are wanted. */
  watched: readonly string[];
}

export type ScenarioEdit = Partial<Omit<Scenario, "id">>;

/** The saved targets, as far as a scenario can start from them. */
export interface SavedTargets {
  targets: readonly AllocationDocument[];
  cashPercent: string;
  version: number;
}

/** A scenario in which nothing is different. */
export function plainScenario(name: string): Scenario {
  return {
    id: crypto.randomUUID(),
    name,
    method: null,
    lotMethod: null,
    flow: { kind: "none", amount: "" },
    targets: null,
    prices: {},
    trades: [],
    isPaidInCash: true,
    watched: [],
  };
}

/** The saved targets as rows to edit; switched-off ones do not count and are left out. */
export function targetsOf(saved: SavedTargets): ScenarioTargets {
  const rows = saved.targets
    .filter((target) => target.enabled)
    .map(({ symbol, target_percent, tolerance_percent }) => ({
      id: symbol,
      symbol,
      percent: target_percent,
      tolerance: tolerance_percent,
    }));
  return { rows, cashPercent: saved.cashPercent };
}

/** Targets equal to what is held, cash included, at two decimals and exactly 100. */
export function targetsFromHoldings(holdings: readonly DriftAnalysisRow[]): ScenarioTargets {
  const held = holdings.filter((row) => isPositive(row.actual_percent));
  const percents = scalePercents(held.map((row) => row.actual_percent), held.length > 0 ? "100" : "0");
  const rows = held.map(({ symbol }, index) => ({ id: symbol, symbol, percent: percents[index] ?? "0", tolerance: null }));
  return {
    rows: rows.filter((row) => row.symbol !== CASH_SYMBOL),
    cashPercent: rows.find((row) => row.symbol === CASH_SYMBOL)?.percent ?? "0",
  };
}

export function emptyTrade(): OwnTrade {
  return { id: crypto.randomUUID(), side: "BUY", what: "symbol", name: "", size: "", unit: "value" };
}

/** The symbols that a scenario knows of: held or saved ones, and those of its own targets. Cash is none. */
export function symbolsOf(scenario: Scenario, known: readonly string[]): string[] {
  const own = scenario.targets?.rows.map((row) => row.symbol) ?? [];
  const symbols = new Set([...known, ...own].filter((symbol) => symbol !== "" && symbol !== CASH_SYMBOL));
  return [...symbols].toSorted((left, right) => left.localeCompare(right));
}
