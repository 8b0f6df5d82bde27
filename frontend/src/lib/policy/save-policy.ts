import { useMutation } from "@tanstack/react-query";
import type { SavePolicyRequest, SavePolicyResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

/** Stores sections of the policy as its next version. */
export function useSavePolicy() {
  const call = useCall();
  return useMutation<SavePolicyResult, Error, SavePolicyRequest>({
    mutationKey: ["save-policy"],
    mutationFn: (request) => call<SavePolicyResult>("save_policy", request),
  });
}
