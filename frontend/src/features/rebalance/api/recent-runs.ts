import type { RunDocument } from "@/lib/contracts/generated";
import { type Live, useLiveQuery, useUser } from "@/lib/firebase";

const RECENT_RUNS = 5;

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
