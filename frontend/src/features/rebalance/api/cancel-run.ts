import { useMutation } from "@tanstack/react-query";
import type { CancelRunRequest, CancelRunResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

/** Stops what has not left and cancels what is open; what becomes of the run is in its document. */
export function useCancelRun() {
  const call = useCall();
  return useMutation<CancelRunResult, Error, CancelRunRequest>({
    mutationKey: ["cancel-run"],
    mutationFn: (request) => call<CancelRunResult>("cancel_run", request),
  });
}
