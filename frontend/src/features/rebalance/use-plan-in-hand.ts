import type { CheckRebalanceDriftResult } from "@/lib/contracts/generated";
import { useStoredPlan } from "./api/show-plan";

interface Hands {
  /** The preview that was made on this page, if any. */
  made: CheckRebalanceDriftResult | undefined;
  /** The plan the address names, or null. */
  named: string | null;
  /** The plan of the run that is shown, or null: it is no proposal any more. */
  consumed: string | null;
}

/** The plan a page shows: the preview just made, else the one its address names, so that a reload or sign-in keeps it. */
export function usePlanInHand({ made, named, consumed }: Hands): CheckRebalanceDriftResult | undefined {
  const wanted = made === undefined && named !== consumed ? named : null;
  const stored = useStoredPlan(wanted);
  const plan = made ?? (wanted ? stored.data : undefined);
  return plan && plan.plan_id !== null && plan.plan_id === consumed ? undefined : plan;
}
