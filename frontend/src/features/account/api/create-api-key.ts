import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { CreateApiKeyRequest, CreateApiKeyResult } from "@/lib/contracts/generated";
import { useCall, useUser } from "@/lib/firebase";
import { keysKey } from "./api-keys";

/** Makes a key; its secret is in the answer alone, so that is kept no longer than it is shown. */
export function useCreateApiKey() {
  const call = useCall();
  const client = useQueryClient();
  const { uid } = useUser();
  return useMutation<CreateApiKeyResult, Error, CreateApiKeyRequest>({
    mutationKey: ["create-api-key"],
    mutationFn: (request) => call<CreateApiKeyResult>("create_api_key", request),
    // Also after a failure: where no answer came the list tells whether there is a new key.
    onSettled: () => void client.invalidateQueries({ queryKey: keysKey(uid) }),
    gcTime: 0,
  });
}
