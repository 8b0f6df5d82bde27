import { useRef, useState } from "react";
import { SignInAgain } from "@/components/sign-in-again/sign-in-again";
import { useGuardedAct } from "@/components/sign-in-again/use-guarded-act";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { messages } from "@/lib/messages";
import { useSetTradingMode } from "../api/set-trading-mode";
import { ModeError } from "./mode-error";
import type { ScopedDialogProps } from "./stop-dialog";
import { useScope } from "./use-scope";

const text = messages.risk;

/** Resumes trading in a scope; needs a reason and the typed phrase, because orders may leave again. */
export function ResumeDialog({ scopes, isOpen, onOpenChange }: ScopedDialogProps) {
  const { scope, field } = useScope(scopes);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const cancel = useRef<HTMLButtonElement>(null);
  const resume = useGuardedAct(useSetTradingMode(scope), () => onOpenChange(false));
  const isConfirmed = typed.trim().toLowerCase() === text.resumePhrase && reason.trim() !== "";
  const confirm = () => resume.ask({ mode: "ACTIVE", reason: reason.trim() });
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={text.scopes[scope].resumeTitle}
      description={text.scopes[scope].resumeBody}
      initialFocus={cancel}
      footer={
        <>
          <AlertDialogClose ref={cancel} render={<Button />}>
            {messages.common.cancel}
          </AlertDialogClose>
          <Button tone="primary" isBusy={resume.isPending} disabled={!isConfirmed} onClick={confirm}>
            {resume.isPending ? text.resuming : text.resume}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {field}
        <TextField label={text.resumeReason} value={reason} maxLength={200} onValue={setReason} />
        <TextField label={text.resumeType(text.resumePhrase)} value={typed} onValue={setTyped} />
        <ModeError error={resume.error} />
        <SignInAgain {...resume.question} />
      </div>
    </AlertDialog>
  );
}
