import type { CheckDocument } from "@/lib/contracts/generated";
import { type Live, useLiveQuery, useUser } from "@/lib/firebase";

/** Follows the look by the schedule that made a plan; empty where a person asked for it, loading without a plan. */
export function useLiveCheckOfPlan(planId: string | null): Live<CheckDocument[]> {
  const { uid } = useUser();
  return useLiveQuery<CheckDocument>({
    path: planId && `userSettings/${uid}/rebalance_schedules/current/checks`,
    orderBy: "plan_id",
    equals: planId ?? "",
    limit: 1,
  });
}
