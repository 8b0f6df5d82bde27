import { useMutation } from "@tanstack/react-query";
import type { RenewWebhookSecretResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

/** Makes a new secret; the old one is good for nothing from then on. */
export function useRenewWebhookSecret() {
  const call = useCall();
  return useMutation<RenewWebhookSecretResult, Error, void>({
    mutationKey: ["renew-webhook-secret"],
    mutationFn: () => call<RenewWebhookSecretResult>("renew_webhook_secret", {}),
    gcTime: 0,
  });
}
