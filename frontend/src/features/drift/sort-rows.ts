import type { DriftAnalysisRow } from "@/lib/contracts/generated";
import { compareDecimals, magnitude } from "@/lib/percent";

export type SortColumn = "symbol" | "target" | "actual" | "drift" | "value";

export interface Sorting {
  column: SortColumn;
  isDescending: boolean;
}

const COMPARISONS: Record<SortColumn, (left: DriftAnalysisRow, right: DriftAnalysisRow) => number> = {
  symbol: () => 0,
  target: (left, right) => compareDecimals(left.target_percent, right.target_percent),
  actual: (left, right) => compareDecimals(left.actual_percent, right.actual_percent),
  drift: (left, right) => compareDecimals(magnitude(left.drift_percent), magnitude(right.drift_percent)),
  value: (left, right) => compareDecimals(left.market_value, right.market_value),
};

/** Sorts rows stably; "symbol" keeps the server's order, which has cash last, and drift sorts by its size. */
export function sortRows(rows: readonly DriftAnalysisRow[], { column, isDescending }: Sorting): DriftAnalysisRow[] {
  if (column === "symbol") return isDescending ? rows.toReversed() : [...rows];
  const direction = isDescending ? -1 : 1;
  return rows.toSorted((left, right) => direction * COMPARISONS[column](left, right));
}

/** What clicking a column's heading leads to: its opposite order, or the natural first order of a new column. */
export function nextSorting(current: Sorting, column: SortColumn): Sorting {
  if (current.column === column) return { column, isDescending: !current.isDescending };
  return { column, isDescending: column !== "symbol" };
}
