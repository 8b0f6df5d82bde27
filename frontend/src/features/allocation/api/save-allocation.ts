import { useMutation } from "@tanstack/react-query";
import type { SaveAllocationRequest, SaveAllocationResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

export function useSaveAllocation() {
  const call = useCall();
  return useMutation<SaveAllocationResult, Error, SaveAllocationRequest>({
    mutationKey: ["save-allocation"],
    mutationFn: (request) => call<SaveAllocationResult>("save_allocation", request),
  });
}
