import type { ReactNode } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import { useSession } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { SignInPage } from "./sign-in-page";

/** Shows its page to signed-in people and the sign-in form, at the same address, to everybody else. */
export function RequireUser({ children }: { children: ReactNode }) {
  const session = useSession();
  if (session.status === "loading") return <Skeleton what={messages.auth.service} className="min-h-dvh rounded-none" />;
  return session.status === "signed-in" ? children : <SignInPage />;
}
