import { useMutation } from "@tanstack/react-query";
import { useConnection } from "@/lib/firebase";

/** Proves with the password who is signed in. */
export function useSignInAgain() {
  const { backend } = useConnection();
  return useMutation<void, Error, string>({
    mutationKey: ["sign-in-again"],
    mutationFn: (password) => backend.signInAgain(password),
    gcTime: 0,
  });
}
