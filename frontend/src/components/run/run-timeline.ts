import type { RunDocument, RunState } from "@/lib/contracts/generated";

export type StepName = "approved" | "selling" | "cash" | "buying" | "reconciling";
export type StepState = "done" | "current" | "waiting" | "skipped" | "stopped";

export interface TimelineStep {
  name: StepName;
  state: StepState;
  /** When the step began; null where it has not. */
  at: string | null;
}

const STEPS: readonly { name: StepName; states: readonly RunState[] }[] = [
  { name: "approved", states: ["RESERVED"] },
  { name: "selling", states: ["SELLING", "SELLS_OPEN"] },
  { name: "cash", states: ["BUY_SEALED"] },
  { name: "buying", states: ["BUYING", "BUYS_OPEN"] },
  { name: "reconciling", states: ["RECONCILING"] },
];

const FINAL: ReadonlySet<RunState> = new Set(["COMPLETED", "PARTIAL", "NO_ACTION", "BLOCKED", "CANCELLED", "HALTED"]);

/** Whether a run has ended; one that waits for the operator has not. */
export function hasEnded(state: RunState): boolean {
  return FINAL.has(state);
}

/** Lays a run's history out on the fixed steps. A step the run passed without entering was not needed. */
export function timelineOf(run: RunDocument): TimelineStep[] {
  const entered = new Map(run.history.toReversed().map(({ state, at }) => [state, at]));
  const reached = STEPS.findLastIndex((step) => step.states.some((state) => entered.has(state) || state === run.state));
  return STEPS.map((step, index) => {
    const at = step.states.map((state) => entered.get(state)).find((moment) => moment !== undefined) ?? null;
    return { name: step.name, at, state: stepState(run.state, { index, reached, wasEntered: at !== null || index === reached }) };
  });
}

interface Position {
  index: number;
  reached: number;
  wasEntered: boolean;
}

function stepState(run: RunState, { index, reached, wasEntered }: Position): StepState {
  if (index < reached) return wasEntered ? "done" : "skipped";
  const isFinished = run === "COMPLETED" || run === "NO_ACTION" || run === "PARTIAL";
  if (index > reached) return isFinished ? "skipped" : "waiting";
  if (isFinished) return "done";
  return hasEnded(run) || run === "NEEDS_OPERATOR" ? "stopped" : "current";
}
