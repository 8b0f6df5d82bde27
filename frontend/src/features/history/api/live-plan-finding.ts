import type { StoredReason } from "@/lib/contracts/generated";
import { type Live, useLiveDoc, useUser } from "@/lib/firebase";

/** What this feature reads of a stored plan. */
interface PlanFinding {
  finding: StoredReason;
}

/** Follows why a plan was made; without a plan it stays loading. */
export function useLivePlanFinding(planId: string | null): Live<PlanFinding> {
  const { uid } = useUser();
  return useLiveDoc<PlanFinding>(planId && `userSettings/${uid}/rebalance_plans/${planId}`);
}
