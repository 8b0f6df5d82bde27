import { createContext, type ReactNode, use, useEffect, useState } from "react";
import type { User } from "./backend";
import { useConnection } from "./backend-context";

export type Session = { status: "loading" } | { status: "signed-out" } | { status: "signed-in"; user: User };

const SessionContext = createContext<Session>({ status: "loading" });

export function SessionProvider({ children }: { children: ReactNode }) {
  const { backend } = useConnection();
  const [session, setSession] = useState<Session>({ status: "loading" });
  useEffect(
    () => backend.watchUser((user) => setSession(user ? { status: "signed-in", user } : { status: "signed-out" })),
    [backend],
  );
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  return use(SessionContext);
}

/** The signed-in user; only for components below the sign-in gate. */
export function useUser(): User {
  const session = use(SessionContext);
  if (session.status !== "signed-in") throw new Error("useUser is only available to signed-in pages.");
  return session.user;
}
