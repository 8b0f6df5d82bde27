import { type FormEvent, useId, useRef, useState } from "react";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { CallError, useUser } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { signInAgain as text } from "@/lib/messages/sign-in-again";
import type { SignInQuestion } from "./use-guarded-act";
import { useSignInAgain } from "./use-sign-in-again";

/** Asks for the password where an act needs a recent sign-in; inside another dialog it stands above it. */
export function SignInAgain({ isOpen, onSignedIn, onCancel }: SignInQuestion) {
  const { email } = useUser();
  const formId = useId();
  const field = useRef<HTMLInputElement>(null);
  const signIn = useSignInAgain();
  const [password, setPassword] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const retype = (typed: string) => {
    setPassword(typed);
    setIsMissing(false);
  };
  const close = (after: () => void) => {
    retype("");
    signIn.reset();
    after();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The dialog may stand inside another form of the page, whose own submission this is not.
    event.stopPropagation();
    setIsMissing(password === "");
    if (password === "" || signIn.isPending) return field.current?.focus();
    signIn.mutate(password, { onSuccess: () => close(onSignedIn), onError: () => field.current?.focus() });
  };
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={(next) => !next && close(onCancel)}
      title={text.title}
      description={text.body(email)}
      initialFocus={field}
      footer={
        <>
          <AlertDialogClose render={<Button />}>{messages.common.cancel}</AlertDialogClose>
          <Button type="submit" form={formId} tone="primary" isBusy={signIn.isPending}>
            {signIn.isPending ? text.submitting : text.submit}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit}>
        {/* Password managers look for the name that belongs to a password. */}
        <input type="text" hidden readOnly autoComplete="username" value={email} />
        <TextField
          ref={field}
          label={text.password}
          type="password"
          autoComplete="current-password"
          value={password}
          error={isMissing ? text.missing : explain(signIn.error)}
          onValue={retype}
        />
      </form>
    </AlertDialog>
  );
}

function explain(error: Error | null): string | null {
  if (error === null) return null;
  if (!(error instanceof CallError)) return text.unreachable;
  if (error.status === "RESOURCE_EXHAUSTED") return text.tooOften;
  return error.status === "UNAUTHENTICATED" ? text.wrong : text.unreachable;
}
