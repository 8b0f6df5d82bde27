import { useMutation } from "@tanstack/react-query";
import type { RecommendPolicyRequest, RecommendPolicyResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

/** Asks which schedule suits the saved targets; how far the answer is stands in the study's document. */
export function useRecommendPolicy() {
  const call = useCall();
  return useMutation<RecommendPolicyResult, Error, RecommendPolicyRequest>({
    mutationKey: ["recommend-policy"],
    mutationFn: (request) => call<RecommendPolicyResult>("recommend_policy", request),
  });
}
