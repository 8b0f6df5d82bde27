import type { PerformanceDocument } from "@/lib/contracts/generated";
import { type Live, useLiveDoc, useUser } from "@/lib/firebase";

/** Follows what one run has cost and brought; it is missing until a run with a plan has ended. */
export function useLivePerformance(runId: string): Live<PerformanceDocument> {
  const { uid } = useUser();
  return useLiveDoc<PerformanceDocument>(`userSettings/${uid}/rebalance_performance_log/${runId}`);
}
