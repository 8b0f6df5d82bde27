import type { LegDocument, RunDocument } from "@/lib/contracts/generated";
import { type Live, useLiveDoc, useLiveQuery, useUser } from "@/lib/firebase";

const MOST_LEGS = 500;
const RECENT_RUNS = 5;

/** Follows one run; null follows none. */
export function useLiveRun(runId: string | null): Live<RunDocument> {
  const { uid } = useUser();
  return useLiveDoc<RunDocument>(runId && `userSettings/${uid}/rebalance_runs/${runId}`);
}

/** Follows the orders of a run, in the order they are sent. */
export function useLiveLegs(runId: string): Live<LegDocument[]> {
  const { uid } = useUser();
  return useLiveQuery<LegDocument>({
    path: `userSettings/${uid}/rebalance_runs/${runId}/legs`,
    orderBy: "number",
    limit: MOST_LEGS,
  });
}

/**
 * Follows the runs that moved last, so that one whose answer was lost, or that began elsewhere, is found.
 * Simulated runs share the collection; they never move and carry no `updated_at`.
 */
export function useRecentRuns(): Live<RunDocument[]> {
  const { uid } = useUser();
  return useLiveQuery<RunDocument>({
    path: `userSettings/${uid}/rebalance_runs`,
    orderBy: "updated_at",
    descending: true,
    limit: RECENT_RUNS,
  });
}
