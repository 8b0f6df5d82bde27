import type { AllocationDocument, AssetClass, DriftAnalysisRow, SaveAllocationRequest } from "@/lib/contracts/generated";
import { CASH_SYMBOL } from "@/components/money/symbol-name";
import { isPositive, missingToHundred, readPercent, scalePercents, sumPercents } from "@/lib/percent";

/** One row of the editor; percents are what was typed. */
export interface TargetRow {
  id: string;
  symbol: string;
  percent: string;
  tolerance: string;
  isEnabled: boolean;
  /** Null leaves the class to the broker. */
  assetClass: AssetClass | null;
}

export interface TargetDraft {
  rows: readonly TargetRow[];
  cashPercent: string;
}

export type SumVerdict =
  | { kind: "exact" | "short" | "missing" | "over"; total: string; points: string }
  | { kind: "unknown" };

const SHORTFALL_KEPT_IN_CASH = "1";
const EXACT_WITHIN = "0.01";

export function draftOf(targets: readonly AllocationDocument[], cashPercent: string): TargetDraft {
  const rows = targets.map((target) => ({
    id: target.symbol,
    symbol: target.symbol,
    percent: target.target_percent,
    tolerance: target.tolerance_percent ?? "",
    isEnabled: target.enabled,
    assetClass: target.asset_class ?? null,
  }));
  return { rows, cashPercent };
}

/** A draft whose targets are today's holdings, cash included, at two decimals and exactly 100; rows of before lend their class. */
export function draftFromHoldings(holdings: readonly DriftAnalysisRow[], before: readonly TargetRow[] = []): TargetDraft {
  const classes = new Map(before.map((row) => [row.symbol, row.assetClass]));
  const held = holdings.filter((row) => isPositive(row.actual_percent));
  const percents = scalePercents(held.map((row) => row.actual_percent), held.length > 0 ? "100" : "0");
  const targets = held.map((row, index) => ({ symbol: row.symbol, percent: percents[index] ?? "0" }));
  return {
    rows: targets
      .filter(({ symbol }) => symbol !== CASH_SYMBOL)
      .map(({ symbol, percent }) => ({ id: symbol, symbol, percent, tolerance: "", isEnabled: true, assetClass: classes.get(symbol) ?? null })),
    cashPercent: targets.find(({ symbol }) => symbol === CASH_SYMBOL)?.percent ?? "0",
  };
}

/** Adds up the enabled targets and the cash target, empty fields as zero, and compares with 100 by the server's rule. */
export function judgeSum(draft: TargetDraft): SumVerdict {
  const parts = [...draft.rows.filter((row) => row.isEnabled).map((row) => row.percent), draft.cashPercent];
  const percents = parts.map(readOrZero);
  if (!percents.every((percent) => percent !== null)) return { kind: "unknown" };
  const total = sumPercents(percents);
  const missing = missingToHundred(total);
  return { kind: sumKind(missing), total, points: missing.replace("-", "") };
}

function sumKind(missing: string): "exact" | "short" | "missing" | "over" {
  const isOver = missing.startsWith("-");
  const distance = missing.replace("-", "");
  if (!isPositive(sumPercents([distance, `-${EXACT_WITHIN}`]))) return "exact";
  if (isOver) return "over";
  return isPositive(sumPercents([distance, `-${SHORTFALL_KEPT_IN_CASH}`])) ? "missing" : "short";
}

/** Scales the enabled targets so that they and the cash target sum to exactly 100; null where a field is unreadable. */
export function scaleToHundred(draft: TargetDraft): TargetDraft | null {
  const enabled = draft.rows.filter((row) => row.isEnabled);
  const percents = enabled.map((row) => readOrZero(row.percent));
  const cash = readPercent(draft.cashPercent);
  if (cash === null || enabled.length === 0 || !percents.every((percent) => percent !== null)) return null;
  const scaled = scalePercents(percents, missingToHundred(cash));
  const byId = new Map(enabled.map((row, index) => [row.id, scaled[index] ?? row.percent]));
  return { ...draft, rows: draft.rows.map((row) => ({ ...row, percent: byId.get(row.id) ?? row.percent })) };
}

/** Reads a typed percent, an empty field as zero; null where it is none. */
export function readOrZero(typed: string): string | null {
  return typed.trim() === "" ? "0" : readPercent(typed);
}

/** Writes a draft down so that two that mean the same targets read the same. */
export function draftText(draft: TargetDraft): string {
  return JSON.stringify(comparable(draft));
}

/** The request that saves a draft whose fields are all readable. */
export function toRequest(draft: TargetDraft, isDraft: boolean): SaveAllocationRequest {
  return {
    targets: draft.rows.map((row) => ({
      symbol: row.symbol,
      target_percent: readPercent(row.percent) ?? row.percent,
      enabled: row.isEnabled,
      tolerance_percent: row.tolerance.trim() === "" ? null : readPercent(row.tolerance),
      asset_class: row.assetClass,
    })),
    cash_target_percent: readPercent(draft.cashPercent) ?? draft.cashPercent,
    draft: isDraft,
  };
}

function comparable(draft: TargetDraft): unknown {
  const rows = draft.rows.map(({ symbol, percent, tolerance, isEnabled, assetClass }) => [
    symbol,
    readPercent(percent) ?? percent,
    readPercent(tolerance) ?? tolerance,
    isEnabled,
    assetClass,
  ]);
  return [rows.toSorted((left, right) => String(left[0]).localeCompare(String(right[0]))), readPercent(draft.cashPercent)];
}
