import { CASH_SYMBOL } from "@/components/money/symbol-name";
import type { ClassShareView, DriftAnalysisRow } from "@/lib/contracts/generated";

/** One state of the portfolio among those that are compared. */
export interface Mix {
  id: string;
  name: string;
  /** Null where the shares of symbols are not known. */
  rows: readonly DriftAnalysisRow[] | null;
  classes: readonly ClassShareView[];
}

export interface WeightRow {
  key: string;
  /** Percent by mix, in the order of the mixes; null where not known. */
  percents: readonly (string | null)[];
}

/** The share of every symbol in every mix; a symbol that a known mix has not got has nothing there. Cash is last. */
export function symbolWeights(mixes: readonly Mix[]): WeightRow[] {
  const shares = mixes.map(({ rows }) => rows && new Map(rows.map((row) => [row.symbol, row.actual_percent])));
  return table(shares);
}

/** The same by asset class, from the server's class shares. */
export function classWeights(mixes: readonly Mix[]): WeightRow[] {
  const shares = mixes.map(({ classes }) =>
    classes.length === 0 ? null : new Map(classes.map((share) => [share.asset_class, share.percentage])),
  );
  return table(shares);
}

/** One row per symbol over all mixes, the earlier mix first; what a palette is made of. */
export function rowsOfAll(mixes: readonly Mix[]): DriftAnalysisRow[] {
  const bySymbol = new Map<string, DriftAnalysisRow>();
  for (const row of mixes.flatMap(({ rows }) => rows ?? [])) {
    if (!bySymbol.has(row.symbol)) bySymbol.set(row.symbol, row);
  }
  return [...bySymbol.values()];
}

function table(shares: readonly (ReadonlyMap<string, string> | null)[]): WeightRow[] {
  const keys = new Set(shares.flatMap((share) => [...(share?.keys() ?? [])]));
  return [...keys].toSorted(cashLast).map((key) => ({ key, percents: shares.map((share) => share && (share.get(key) ?? "0")) }));
}

function cashLast(left: string, right: string): number {
  if (left === CASH_SYMBOL) return 1;
  return right === CASH_SYMBOL ? -1 : left.localeCompare(right);
}
