import { messages } from "@/lib/messages";
import { readPercent } from "@/lib/percent";
import { judgeSum, type TargetDraft, type TargetRow } from "./target-draft";
import { isSymbol } from "@/lib/symbol";

const text = messages.allocation.reasons;

export type TargetField = "symbol" | "percent" | "tolerance";

/** The first thing wrong with a row, by field, or null. */
export function rowProblem(row: TargetRow, rows: readonly TargetRow[]): { field: TargetField; message: string } | null {
  if (row.symbol === "") return { field: "symbol", message: text.symbolMissing };
  if (!isSymbol(row.symbol)) return { field: "symbol", message: text.symbol(row.symbol) };
  if (rows.find((other) => other.symbol === row.symbol) !== row) {
    return { field: "symbol", message: text.duplicate(row.symbol) };
  }
  if (readPercent(row.percent) === null) return { field: "percent", message: text.percent(row.symbol) };
  if (row.tolerance.trim() !== "" && readPercent(row.tolerance) === null) {
    return { field: "tolerance", message: text.tolerance(row.symbol) };
  }
  return null;
}

/** Why a draft cannot be stored at all, or null. */
export function draftProblem(draft: TargetDraft): string | null {
  if (draft.rows.length === 0) return text.empty;
  for (const row of draft.rows) {
    const problem = rowProblem(row, draft.rows);
    if (problem) return problem.message;
  }
  return readPercent(draft.cashPercent) === null ? text.cash : null;
}

/** Why a draft cannot become the targets that are traded, or null. */
export function targetsProblem(draft: TargetDraft): string | null {
  const problem = draftProblem(draft);
  if (problem) return problem;
  const sum = judgeSum(draft);
  if (sum.kind === "unknown") return text.sumUnknown;
  return sum.kind === "exact" || sum.kind === "short" ? null : text.sum(sum.total);
}
