import { useMutation } from "@tanstack/react-query";
import type { DevicesResult } from "@/lib/contracts/generated";
import { useCall, useUser } from "@/lib/firebase";
import type { BrowserPush } from "@/lib/firebase/backend";
import { registerPush } from "@/lib/push-registration";

/** Lets push notes come to this browser; null where its person has not allowed notes. */
export function useRegisterDevice(push: BrowserPush) {
  const call = useCall();
  const { uid } = useUser();
  return useMutation<DevicesResult | null>({
    mutationKey: ["register-device"],
    mutationFn: () => registerPush(push, call, uid),
  });
}
