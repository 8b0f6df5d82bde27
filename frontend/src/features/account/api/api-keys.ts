import { useQuery } from "@tanstack/react-query";
import type { ListApiKeysRequest, ListApiKeysResult, ShownApiKey } from "@/lib/contracts/generated";
import { useCall, useUser } from "@/lib/firebase";

export const keysKey = (uid: string) => ["api-keys", uid] as const;

/** The caller's keys without their secrets, the oldest first, revoked ones too. */
export function useApiKeys() {
  const call = useCall();
  const { uid } = useUser();
  return useQuery<ShownApiKey[]>({
    queryKey: keysKey(uid),
    queryFn: async () => (await call<ListApiKeysResult>("list_api_keys", {} satisfies ListApiKeysRequest)).keys,
  });
}
