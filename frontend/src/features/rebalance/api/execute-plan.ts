import { useMutation } from "@tanstack/react-query";
import type { ExecutePlanRequest, ExecutePlanResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

/**
 * Runs an approved plan. `onPlaced` is told even when the dialog is gone by then, because the run's document can arrive
 * before the answer of the call.
 */
export function useExecutePlan(onPlaced: (runId: string) => void) {
  const call = useCall();
  return useMutation<ExecutePlanResult, Error, ExecutePlanRequest>({
    mutationKey: ["execute-plan"],
    mutationFn: (request) => call<ExecutePlanResult>("execute_plan", request),
    onSuccess: (run) => onPlaced(run.run_id),
  });
}
