import { useLiveRun } from "@/components/run/live-run";
import { hasEnded } from "@/components/run/run-timeline";
import type { RunDocument } from "@/lib/contracts/generated";
import type { Live } from "@/lib/firebase";
import { useRecentRuns } from "./api/recent-runs";
import { approvedPlan } from "./approval";

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
  const planId = approvedPlan();
  const approved = runs.find((run) => run.plan_id !== null && run.plan_id === planId) ?? null;
  const runId = namedRunId ?? approved?.run_id ?? active?.run_id ?? null;
  return { runId, run: useLiveRun(runId), active };
}
