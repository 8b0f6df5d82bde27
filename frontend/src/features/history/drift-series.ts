import { Big } from "big.js";
import type { DriftLevelName, DriftSnapshotDocument, SnapshotRow } from "@/lib/contracts/generated";

/** What the chart is about: the whole portfolio, or one row of a roll-up. */
export type Focus = "portfolio" | `symbol:${string}` | `class:${string}`;

export type LineName = "max" | "mean" | "rmse" | "drift";

/** A trading day in figures; all are fractions of the portfolio. */
export interface DriftDay {
  day: string;
  /** A value for each line of the series; null where the row was not in the portfolio. */
  values: readonly (string | null)[];
  /** The row the day's band belongs to: the one in focus, else the one furthest from its target. */
  row: SnapshotRow | null;
}

export interface DriftSeries {
  lines: readonly LineName[];
  /** True where values lie to both sides of the target. */
  isSigned: boolean;
  /** Oldest first. */
  days: readonly DriftDay[];
}

const PORTFOLIO_LINES: readonly LineName[] = ["max", "mean", "rmse"];
const ROW_LINES: readonly LineName[] = ["drift"];

/** Lays snapshots, the newest first, out as the lines of what is in focus. */
export function seriesOf(snapshots: readonly DriftSnapshotDocument[], focus: Focus): DriftSeries {
  const dayOf = focus === "portfolio" ? portfolioDay : (snapshot: DriftSnapshotDocument) => rowDay(snapshot, focus);
  return {
    lines: focus === "portfolio" ? PORTFOLIO_LINES : ROW_LINES,
    isSigned: focus !== "portfolio",
    days: snapshots.toReversed().map(dayOf),
  };
}

/** What can be put in focus beside the portfolio: every key of the snapshots, symbols and classes apart. */
export function keysOf(snapshots: readonly DriftSnapshotDocument[]): { symbols: string[]; classes: string[] } {
  return {
    symbols: sortedKeys(snapshots.flatMap(({ view }) => view.by_symbol.rows)),
    classes: sortedKeys(snapshots.flatMap(({ view }) => view.by_class.rows)),
  };
}

/** Actual minus target weight; positive means overweight. */
export function driftOf(row: SnapshotRow): string {
  return new Big(row.actual_weight).minus(row.target_weight).toFixed();
}

/** Grades a row as the server does: both edges of a band are still inside. */
export function levelOf(row: SnapshotRow): DriftLevelName {
  const size = sizeOf(row);
  if (size.lte(row.band.tolerance)) return "WITHIN_TOLERANCE";
  return size.gt(row.band.critical) ? "CRITICAL" : "WARNING";
}

function portfolioDay({ day, max_drift, mean_drift, rmse_drift, view }: DriftSnapshotDocument): DriftDay {
  return { day, values: [max_drift, mean_drift, rmse_drift], row: furthestRow(view.by_symbol.rows) };
}

function rowDay({ day, view }: DriftSnapshotDocument, focus: Exclude<Focus, "portfolio">): DriftDay {
  const report = focus.startsWith("symbol:") ? view.by_symbol : view.by_class;
  const row = report.rows.find(({ key }) => key === focus.slice(focus.indexOf(":") + 1)) ?? null;
  return { day, values: [row && driftOf(row)], row };
}

function furthestRow(rows: readonly SnapshotRow[]): SnapshotRow | null {
  return rows.filter((row) => row.is_targeted).reduce<SnapshotRow | null>((far, row) => (far && sizeOf(far).gte(sizeOf(row)) ? far : row), null);
}

function sizeOf(row: SnapshotRow): Big {
  return new Big(driftOf(row)).abs();
}

function sortedKeys(rows: readonly SnapshotRow[]): string[] {
  return [...new Set(rows.map(({ key }) => key))].toSorted((left, right) => left.localeCompare(right));
}
