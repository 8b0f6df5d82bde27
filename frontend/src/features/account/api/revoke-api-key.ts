import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { RevokeApiKeyRequest, RevokeApiKeyResult, ShownApiKey } from "@/lib/contracts/generated";
import { useCall, useUser } from "@/lib/firebase";
import { keysKey } from "./api-keys";

/** Revokes a key, and shows it so at once. */
export function useRevokeApiKey() {
  const call = useCall();
  const client = useQueryClient();
  const { uid } = useUser();
  return useMutation<RevokeApiKeyResult, Error, RevokeApiKeyRequest>({
    mutationKey: ["revoke-api-key"],
    mutationFn: (request) => call<RevokeApiKeyResult>("revoke_api_key", request),
    onSuccess: ({ key }) =>
      client.setQueryData<ShownApiKey[]>(keysKey(uid), (keys) => keys?.map((each) => (each.key_id === key.key_id ? key : each))),
  });
}
