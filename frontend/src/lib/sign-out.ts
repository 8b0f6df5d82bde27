import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useConnection } from "@/lib/firebase";

/** The way out; it forgets every figure and approval of this person. */
export function useSignOut(): () => Promise<void> {
  const { backend } = useConnection();
  const client = useQueryClient();
  return useCallback(async () => {
    await backend.signOut();
    client.clear();
    sessionStorage.clear();
  }, [backend, client]);
}
