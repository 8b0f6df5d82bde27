import type { PerformanceDocument } from "@/lib/contracts/generated";
import { type Live, useKeptLive, useLiveQuery, useUser } from "@/lib/firebase";

/** Follows what the last rebalancings have cost and brought. */
export function useLivePerformances(limit: number): Live<PerformanceDocument[]> {
  const { uid } = useUser();
  return useKeptLive(
    useLiveQuery<PerformanceDocument>({
      path: `userSettings/${uid}/rebalance_performance_log`,
      orderBy: "ended_at",
      descending: true,
      limit,
    }),
  );
}
