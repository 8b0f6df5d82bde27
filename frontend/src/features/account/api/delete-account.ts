import { useMutation } from "@tanstack/react-query";
import type { DeleteAccountRequest, DeleteAccountResult } from "@/lib/contracts/generated";
import { useFarewell } from "@/lib/farewell";
import { useCall } from "@/lib/firebase";
import { useSignOut } from "@/lib/sign-out";

/** Deletes the account and signs out, wherever the person has gone meanwhile: a token outlives its account. */
export function useDeleteAccount() {
  const call = useCall();
  const signOut = useSignOut();
  const tell = useFarewell();
  return useMutation<DeleteAccountResult, Error, DeleteAccountRequest>({
    mutationKey: ["delete-account"],
    mutationFn: (request) => call<DeleteAccountResult>("delete_account", request),
    onSuccess: async ({ deleted_count, kept_count }) => {
      await signOut();
      tell({ deletedCount: deleted_count, keptCount: kept_count });
    },
  });
}
