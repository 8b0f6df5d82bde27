import { useMutation } from "@tanstack/react-query";
import type { SavePreferencesRequest, SavePreferencesResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

/** Replaces all preferences; the answer carries the secret that webhooks are signed with. */
export function useSavePreferences() {
  const call = useCall();
  return useMutation<SavePreferencesResult, Error, SavePreferencesRequest>({
    mutationKey: ["save-preferences"],
    mutationFn: (request) => call<SavePreferencesResult>("save_preferences", request),
    // The answer carries a secret; nothing keeps it longer than the page.
    gcTime: 0,
  });
}
