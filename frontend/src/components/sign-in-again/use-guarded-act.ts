import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";
import { CallError } from "@/lib/firebase";

/** What the question for the password needs to know of an act. */
export interface SignInQuestion {
  isOpen: boolean;
  onSignedIn: () => void;
  onCancel: () => void;
}

export interface GuardedAct<Request> {
  ask: (request: Request) => void;
  isPending: boolean;
  /** Why the act failed; null while the question for the password stands in its place. */
  error: Error | null;
  question: SignInQuestion;
}

/**
 * An act that the server refuses where the sign-in is too long ago. It is then asked for once more after the password was
 * right; a second such refusal is an error like any other. Cancelling leaves everything as it was.
 */
export function useGuardedAct<Result, Request>(
  act: UseMutationResult<Result, Error, Request>,
  onSuccess?: (result: Result) => void,
): GuardedAct<Request> {
  const [isRepeated, setIsRepeated] = useState(false);
  const isAsking = !isRepeated && isSignInTooOld(act.error);
  const { variables } = act;
  return {
    ask(request) {
      setIsRepeated(false);
      act.mutate(request, { onSuccess });
    },
    isPending: act.isPending,
    error: isAsking ? null : act.error,
    question: {
      isOpen: isAsking,
      onSignedIn() {
        if (variables === undefined) return;
        setIsRepeated(true);
        act.mutate(variables, { onSuccess });
      },
      onCancel: act.reset,
    },
  };
}

/** Tells whether a call was refused because the sign-in is too long ago. */
export function isSignInTooOld(error: Error | null): boolean {
  return error instanceof CallError && error.details?.reason_code === "RECENT_SIGN_IN_REQUIRED";
}
