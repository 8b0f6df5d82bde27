import type { CheckRebalanceDriftResult } from "@/lib/contracts/generated";

/** A preview that has trades, and so can be approved. */
export type ReadyPlan = CheckRebalanceDriftResult & { plan_id: string; plan_hash: string; plan_expires_at: string };

export function isReady(plan: CheckRebalanceDriftResult): plan is ReadyPlan {
  return plan.plan_id !== null && plan.plan_hash !== null && plan.plan_expires_at !== null;
}
