import type { RunDocument } from "@/lib/contracts/generated";
import type { Live } from "@/lib/firebase";
import { useLiveRun, useRecentRuns } from "./api/live-run";
import { storedApproval } from "./approval";
import { hasEnded } from "./run-timeline";

export interface ShownRun {
  runId: string | null;
  run: Live<RunDocument>;
  /** A run of this portfolio that has not ended, wherever it was started. */
  active: RunDocument | null;
}

/**
 * Decides which run the page shows: the one the address names, else the run of this tab's approval (so that a lost
 * answer heals by itself), else any run that has not ended.
 */
export function useShownRun(namedRunId: string | null): ShownRun {
  const recent = useRecentRuns();
  const runs = recent.status === "ready" ? recent.value : [];
  const active = runs.find((run) => !hasEnded(run.state)) ?? null;
  const approvedPlan = storedApproval()?.planId;
  const approved = runs.find((run) => run.plan_id !== null && run.plan_id === approvedPlan) ?? null;
  const runId = namedRunId ?? approved?.run_id ?? active?.run_id ?? null;
  return { runId, run: useLiveRun(runId), active };
}
