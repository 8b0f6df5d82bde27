import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CheckRebalanceDriftRequest, CheckRebalanceDriftResult } from "@/lib/contracts/generated";
import { rememberAccount } from "@/lib/environment";
import { useCall, useUser } from "@/lib/firebase";

/** Makes a preview: a stored plan that trades nothing until it is approved. */
export function useCheckDrift() {
  const call = useCall();
  const client = useQueryClient();
  const { uid } = useUser();
  return useMutation<CheckRebalanceDriftResult, Error, CheckRebalanceDriftRequest>({
    mutationKey: ["check-drift"],
    mutationFn: (request) => call<CheckRebalanceDriftResult>("check_rebalance_drift", request),
    onSuccess: (result) => rememberAccount(client, uid, result),
  });
}
