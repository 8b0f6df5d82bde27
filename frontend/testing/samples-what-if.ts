import type {
  ClassShareView,
  DriftAnalysisRow,
  FlipPointView,
  LedgerStepView,
  PlannedTrade,
  SimulateRequest,
  SimulateResult,
  SupposedTradeView,
} from "@/lib/contracts/generated";
import { driftRow, preview, standing } from "./samples";
import { taxOf } from "./samples-tax";

/** Shares and prices of the four quarters on 2020-03-23. */
const HELD: Record<string, { shares: number; price: number }> = {
  JPM: { shares: 222.96, price: 79.03 },
  MSFT: { shares: 196.584, price: 135.98 },
  WMT: { shares: 260.921, price: 114.28 },
  XOM: { shares: 445.88, price: 31.45 },
};
const CASH = 2.11;
const CASH_SYMBOL = "$CASH";
const QUARTERS = { JPM: 25, MSFT: 25, WMT: 25, XOM: 25 };
const COST_RATE = 0.0005;

type Values = Record<string, number>;

/** Answers a what-if question about the four quarters as the server would: every symbol goes to its target. */
export function simulated(request: SimulateRequest, overrides: Partial<SimulateResult> = {}): SimulateResult {
  const targets = request.targets ? Object.fromEntries(request.targets.map((row) => [row.symbol, Number(row.target_percent)])) : QUARTERS;
  const cashTarget = Number(request.cash_target_percent ?? 0);
  const before = valuesOf(request);
  const rowsBefore = rowsOf(before, targets, cashTarget);
  const total = sum(Object.values(before));
  const planned = valuesByTarget(before, targets, total);
  const trades = tradesBetween(before, planned, total, rowsBefore);
  const own = request.trades ?? [];
  const afterOwn = own.length > 0 ? applied(before, own) : planned;
  const isByClass = own.some((trade) => trade.asset_class);
  const rowsAfter = rowsOf(planned, targets, cashTarget);
  const rowsOwn = rowsOf(afterOwn, targets, cashTarget);
  const moved = sum(Object.keys(afterOwn).map((symbol) => Math.abs((afterOwn[symbol] ?? 0) - (before[symbol] ?? 0)))) / 2;
  return standing({
    as_of: "2020-03-23T15:04:05Z",
    drift_analysis: rowsBefore,
    aggregates: aggregatesOf(rowsBefore),
    portfolio_value: total.toFixed(2),
    cash: money(before[CASH_SYMBOL]),
    trades,
    after: {
      ...standing().after,
      cash: money(planned[CASH_SYMBOL]),
      turnover_percent: percent(sum(trades.map((trade) => Number(trade.estimated_value))) / 2, total),
      max_drift_percent: aggregatesOf(rowsAfter).max_drift_percent,
      drift_analysis: rowsAfter,
    },
    what_if: {
      allocation_before: classesOf(before),
      allocation_after: classesOf(afterOwn),
      drift_after: isByClass ? null : rowsOwn,
      max_drift_percent: isByClass ? null : aggregatesOf(rowsOwn).max_drift_percent,
      turnover_percent: percent(moved, total),
      cost: (moved * 2 * COST_RATE).toFixed(2),
      cash_ledger: own.length > 0 ? ledgerOf(own, before) : [],
    },
    flip_points: (request.flip_points_of ?? []).map(flipPoint),
    tax: taxOf(request.lot_method ? "mixed" : "gain"),
    ...overrides,
  });
}

function valuesOf({ prices, cash_flow }: SimulateRequest): Values {
  const held = Object.entries(HELD).map(([symbol, { shares, price }]) => [symbol, shares * Number(prices?.[symbol] ?? price)]);
  return { ...Object.fromEntries(held), [CASH_SYMBOL]: CASH + Number(cash_flow ?? 0) };
}

function valuesByTarget(before: Values, targets: Values, total: number): Values {
  const symbols = [...new Set([...Object.keys(before), ...Object.keys(targets)])].filter((symbol) => symbol !== CASH_SYMBOL);
  const wanted = symbols.map((symbol) => [symbol, Math.floor(total * (targets[symbol] ?? 0)) / 100] as const);
  return { ...Object.fromEntries(wanted), [CASH_SYMBOL]: total - sum(wanted.map(([, value]) => value)) };
}

function tradesBetween(before: Values, after: Values, total: number, rows: DriftAnalysisRow[]): PlannedTrade[] {
  const [template] = preview().trades;
  if (!template) throw new Error("The sample plan has no trades.");
  const changes = Object.keys(after)
    .filter((symbol) => symbol !== CASH_SYMBOL)
    .map((symbol) => ({ symbol, by: (after[symbol] ?? 0) - (before[symbol] ?? 0) }))
    .filter(({ by }) => Math.abs(by) > 10)
    .toSorted((left, right) => Number(left.by > 0) - Number(right.by > 0) || left.symbol.localeCompare(right.symbol));
  return changes.map(({ symbol, by }, index) => {
    const price = HELD[symbol]?.price ?? 100;
    const row = rows.find((each) => each.symbol === symbol);
    const points = Math.abs(Number(row?.drift_percent ?? 0)).toFixed(2);
    const quantity = (Math.abs(by) / price).toFixed(4);
    return {
      ...template,
      number: index + 1,
      symbol,
      side: by > 0 ? "buy" : "sell",
      qty: quantity,
      shares: quantity,
      planned_qty: quantity,
      estimated_price: price.toFixed(2),
      estimated_value: Math.abs(by).toFixed(2),
      weight_before_percent: percent(before[symbol], total),
      weight_after_percent: percent(after[symbol], total),
      reason: `${symbol} is ${points} points ${by > 0 ? "under" : "over"} its target of ${Number(row?.target_percent ?? 0)}%.`,
    };
  });
}

function applied(before: Values, trades: readonly SupposedTradeView[]): Values {
  const after = { ...before };
  for (const trade of trades) {
    const change = (trade.action === "BUY" ? 1 : -1) * worthOf(trade);
    const symbol = trade.symbol ?? "JPM";
    after[symbol] = (after[symbol] ?? 0) + change;
    after[CASH_SYMBOL] = (after[CASH_SYMBOL] ?? 0) - change;
  }
  return after;
}

function worthOf({ symbol, value, quantity }: SupposedTradeView): number {
  return value ? Number(value) : Number(quantity) * (HELD[symbol ?? ""]?.price ?? 100);
}

function ledgerOf(trades: readonly SupposedTradeView[], before: Values): LedgerStepView[] {
  let cash = before[CASH_SYMBOL] ?? 0;
  return trades.map((trade, index) => {
    const change = (trade.action === "BUY" ? -1 : 1) * worthOf(trade);
    const cost = Math.abs(change) * COST_RATE;
    cash += change - cost;
    return {
      number: index + 1,
      leg: trade.symbol ?? trade.asset_class ?? "",
      action: trade.action,
      currency: "USD",
      change: change.toFixed(2),
      cost: cost.toFixed(4),
      cash: cash.toFixed(4),
      foreign_cash: {},
    };
  });
}

function rowsOf(values: Values, targets: Values, cashTarget: number): DriftAnalysisRow[] {
  const total = sum(Object.values(values));
  const symbols = [...new Set([...Object.keys(values), ...Object.keys(targets)])].filter((symbol) => symbol !== CASH_SYMBOL).toSorted();
  return [...symbols, CASH_SYMBOL].map((symbol) => {
    const target = symbol === CASH_SYMBOL ? cashTarget : (targets[symbol] ?? 0);
    const actual = percent(values[symbol], total);
    return { ...driftRow(symbol, actual, String(target), (Number(actual) - target).toFixed(6)), market_value: money(values[symbol]) };
  });
}

function aggregatesOf(rows: readonly DriftAnalysisRow[]): SimulateResult["aggregates"] {
  const all = rows.map((row) => Math.abs(Number(row.drift_percent)));
  const targeted = rows.filter((row) => Number(row.target_percent) > 0).map((row) => Math.abs(Number(row.drift_percent)));
  const count = Math.max(targeted.length, 1);
  return {
    max_drift_percent: Math.max(0, ...targeted).toFixed(6),
    mean_drift_percent: (sum(targeted) / count).toFixed(6),
    rmse_drift_percent: Math.sqrt(sum(targeted.map((drift) => drift ** 2)) / count).toFixed(6),
    accuracy_percent: (100 - sum(all) / 2).toFixed(6),
    out_of_band_count: rows.filter((row) => row.needs_rebalance).length,
  };
}

function classesOf(values: Values): ClassShareView[] {
  const total = sum(Object.values(values));
  const cash = values[CASH_SYMBOL] ?? 0;
  return [
    { asset_class: "EQUITY", value: (total - cash).toFixed(2), percentage: percent(total - cash, total) },
    { asset_class: CASH_SYMBOL, value: cash.toFixed(2), percentage: percent(cash, total) },
  ];
}

function flipPoint(symbol: string): FlipPointView {
  const price = ((HELD[symbol]?.price ?? 100) * 1.21).toFixed(2);
  return { symbol, kind: "PRICE", value: price, direction: "UP", message: `${symbol} would not be traded from a price of $${price} upward.` };
}

function percent(value: number | undefined, total: number): string {
  return (((value ?? 0) * 100) / total).toFixed(6);
}

function money(value: number | undefined): string {
  return (value ?? 0).toFixed(2);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
