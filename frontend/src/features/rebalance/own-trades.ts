import type { CheckRebalanceDriftResult, PlannedTrade, TradeEdit } from "@/lib/contracts/generated";

/** What a plan would trade of a symbol without its owner's edits. */
export interface OwnTrade {
  symbol: string;
  side: PlannedTrade["side"];
  /** Null where the plan does not tell any more, because its owner has left the trade out. */
  qty: string | null;
}

export function ownTrade({ symbol, side, planned_qty }: PlannedTrade): OwnTrade {
  return { symbol, side, qty: planned_qty };
}

/** Reads from a plan what it would trade by itself, sells first, and what its owner has asked for instead. */
export function ownEditsOf(plan: CheckRebalanceDriftResult | undefined): { planned: OwnTrade[]; wishes: TradeEdit[] } {
  if (!plan) return { planned: [], wishes: [] };
  const left = plan.skipped.filter((line) => line.reason_code === "LEFT_OUT_BY_OWNER").map(({ symbol }) => symbol);
  const drifts = new Map(plan.drift_analysis.map((row) => [row.symbol, row.drift_percent]));
  const sideOf = (symbol: string) => (drifts.get(symbol)?.startsWith("-") ? "buy" : "sell");
  const trades = [...plan.trades.map(ownTrade), ...left.map((symbol): OwnTrade => ({ symbol, side: sideOf(symbol), qty: null }))];
  const edited = plan.trades.filter((trade) => trade.is_edited).map(({ symbol, qty }) => ({ symbol, qty }));
  return {
    planned: [...trades.filter(({ side }) => side === "sell"), ...trades.filter(({ side }) => side === "buy")],
    wishes: [...edited, ...left.map((symbol) => ({ symbol, qty: "0" }))],
  };
}
