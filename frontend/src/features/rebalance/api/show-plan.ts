import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { CheckRebalanceDriftResult, ShowPlanRequest } from "@/lib/contracts/generated";
import { rememberAccount } from "@/lib/environment";
import { useCall, useUser } from "@/lib/firebase";

/** Reads a stored plan again, after a reload or a sign-in, or one a rule has asked for; null reads none. */
export function useStoredPlan(planId: string | null) {
  const call = useCall();
  const client = useQueryClient();
  const { uid } = useUser();
  return useQuery<CheckRebalanceDriftResult>({
    queryKey: ["plan", uid, planId],
    enabled: planId !== null,
    queryFn: async () => {
      const plan = await call<CheckRebalanceDriftResult>("show_plan", { plan_id: planId ?? "" } satisfies ShowPlanRequest);
      rememberAccount(client, uid, plan);
      return plan;
    },
    staleTime: Infinity,
  });
}
