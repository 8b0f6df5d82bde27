import type { RunEventDocument } from "@/lib/contracts/generated";
import { type Live, useKeptLive, useLiveQuery, useUser } from "@/lib/firebase";

/** Follows the last lines of a run's history, the newest first. */
export function useLiveEvents(runId: string, limit: number): Live<RunEventDocument[]> {
  const { uid } = useUser();
  return useKeptLive(
    useLiveQuery<RunEventDocument>({
      path: `userSettings/${uid}/rebalance_runs/${runId}/events`,
      orderBy: "sequence",
      descending: true,
      limit,
    }),
  );
}
