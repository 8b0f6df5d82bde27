import { useMutation } from "@tanstack/react-query";
import { type DemoAccount, useConnection } from "@/lib/firebase";

interface Credentials {
  email: string;
  password: string;
}

export function useSignIn() {
  const { backend } = useConnection();
  return useMutation<void, Error, Credentials>({
    mutationKey: ["sign-in"],
    mutationFn: ({ email, password }) => backend.signIn(email, password),
  });
}

/** The local stack's demo account; null anywhere else. */
export function useDemoAccount(): DemoAccount | null {
  return useConnection().backend.demoAccount;
}
