import type { RunDocument } from "@/lib/contracts/generated";
import { type Live, useKeptLive, useLiveQuery, useUser } from "@/lib/firebase";

/** Follows the runs that moved last. Simulations share the collection and have no `updated_at`, so they take no place. */
export function useLiveRuns(limit: number): Live<RunDocument[]> {
  const { uid } = useUser();
  return useKeptLive(
    useLiveQuery<RunDocument>({ path: `userSettings/${uid}/rebalance_runs`, orderBy: "updated_at", descending: true, limit }),
  );
}
