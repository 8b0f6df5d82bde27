import { hasEnded } from "@/components/run/run-timeline";
import type { PerformanceDocument, RebalancingDocument, RunDocument, RunState, TriggerKind } from "@/lib/contracts/generated";
import { type Origin, originOf } from "./origin";

export type Outcome = "RUNNING" | "OPERATOR" | "COMPLETED" | "ADJUSTED" | "NOTHING" | "STOPPED";

/** A run with what is known of it from its history entry and its performance entry. */
export interface RunRow {
  run: RunDocument;
  outcome: Outcome;
  origin: Origin;
  /** Null where the run has traded nothing, has no plan, or has not ended. */
  done: RebalancingDocument | null;
  /** Null where the run has no plan or has not ended. */
  figures: PerformanceDocument | null;
}

export interface RunFilter {
  outcome: Outcome | "ANY";
  trigger: TriggerKind | "ANY";
}

export const EVERYTHING: RunFilter = { outcome: "ANY", trigger: "ANY" };

/** How a run has ended, or that it has not. */
export function outcomeOf(state: RunState): Outcome {
  if (state === "NEEDS_OPERATOR") return "OPERATOR";
  if (!hasEnded(state)) return "RUNNING";
  if (state === "COMPLETED") return "COMPLETED";
  if (state === "PARTIAL") return "ADJUSTED";
  return state === "NO_ACTION" ? "NOTHING" : "STOPPED";
}

/** Whether a document of the runs' collection is a run; simulations share it and have no state. */
export function isRun(document: RunDocument): boolean {
  return document.kind === "REBALANCE" || document.kind === "SINGLE_TRADE";
}

/** Joins the runs with their history and performance entries, newest first; simulations are left out. */
export function joinRuns(
  runs: readonly RunDocument[],
  done: readonly RebalancingDocument[],
  figures: readonly PerformanceDocument[],
): RunRow[] {
  const doneById = new Map(done.map((entry) => [entry.run_id, entry]));
  const figuresById = new Map(figures.map((entry) => [entry.run_id, entry]));
  return runs
    .filter(isRun)
    .toSorted((left, right) => Date.parse(right.created_at) - Date.parse(left.created_at))
    .map((run) => {
      const entry = doneById.get(run.run_id) ?? null;
      return { run, outcome: outcomeOf(run.state), origin: originOf(run, entry), done: entry, figures: figuresById.get(run.run_id) ?? null };
    });
}

export function filterRows(rows: readonly RunRow[], { outcome, trigger }: RunFilter): RunRow[] {
  return rows.filter(
    (row) => (outcome === "ANY" || row.outcome === outcome) && (trigger === "ANY" || row.origin.trigger === trigger),
  );
}

/** Whether two rows show the same; documents of a run that did not move are copied, not changed. */
export function isSameRow(left: RunRow, right: RunRow): boolean {
  return (
    left.run.run_id === right.run.run_id &&
    left.run.updated_at === right.run.updated_at &&
    left.run.state === right.run.state &&
    (left.done === null) === (right.done === null) &&
    (left.figures === null) === (right.figures === null)
  );
}
