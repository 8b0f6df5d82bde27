import type { RebalancingDocument } from "@/lib/contracts/generated";
import { type Live, useLiveDoc, useUser } from "@/lib/firebase";

/** Follows the history entry of one run; it is missing until the run has ended, and where it has traded nothing. */
export function useLiveRebalancing(runId: string): Live<RebalancingDocument> {
  const { uid } = useUser();
  return useLiveDoc<RebalancingDocument>(`userSettings/${uid}/rebalancing_history/${runId}`);
}
