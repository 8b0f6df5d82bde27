import type { RebalancingDocument } from "@/lib/contracts/generated";
import { type Live, useKeptLive, useLiveQuery, useUser } from "@/lib/firebase";

/** Follows the rebalancings that were done last: what started each, its turnover and cost. */
export function useLiveRebalancings(limit: number): Live<RebalancingDocument[]> {
  const { uid } = useUser();
  return useKeptLive(
    useLiveQuery<RebalancingDocument>({
      path: `userSettings/${uid}/rebalancing_history`,
      orderBy: "execution_date",
      descending: true,
      limit,
    }),
  );
}
