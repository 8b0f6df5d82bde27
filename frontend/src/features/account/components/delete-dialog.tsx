import { useRef, useState } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Notice } from "@/components/ui/notice";
import { SignInAgain } from "@/components/sign-in-again/sign-in-again";
import { useGuardedAct } from "@/components/sign-in-again/use-guarded-act";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { CallError } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { account as accountMessages } from "@/lib/messages/account";
import { useDeleteAccount } from "../api/delete-account";

const text = accountMessages.deletion;

interface DeleteDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Deletes the account after a typed phrase; where runs are under way it offers to cancel them first. */
export function DeleteDialog({ isOpen, onOpenChange }: DeleteDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const [typed, setTyped] = useState("");
  const deletion = useGuardedAct(useDeleteAccount());
  const isConfirmed = typed.trim().toLowerCase() === text.phrase;
  const hasRuns = isRunActive(deletion.error);
  const submit = () => deletion.ask(hasRuns ? { cancel_runs: true } : {});
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={text.dialogTitle}
      description={text.dialogBody}
      initialFocus={cancel}
      footer={
        <>
          <AlertDialogClose ref={cancel} render={<Button />}>
            {messages.common.cancel}
          </AlertDialogClose>
          <Button tone="danger" isBusy={deletion.isPending} disabled={!isConfirmed} onClick={submit}>
            {deletion.isPending ? text.deleting : hasRuns ? text.submitCancelling : text.submit}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Fates />
        <TextField label={text.type(text.phrase)} value={typed} onValue={setTyped} />
        <Failure error={deletion.error} />
        <SignInAgain {...deletion.question} />
      </div>
    </AlertDialog>
  );
}

function Fates() {
  return (
    <dl className="space-y-3 text-sm">
      <div>
        <dt className="font-semibold">{text.goesTitle}</dt>
        <dd className="mt-0.5 leading-snug">{text.goes}</dd>
      </div>
      <div>
        <dt className="font-semibold">{text.staysTitle}</dt>
        <dd className="mt-0.5 leading-snug">{text.stays}</dd>
      </div>
    </dl>
  );
}

function Failure({ error }: { error: Error | null }) {
  if (!error) return null;
  if (isRunActive(error)) return <Notice tone="critical" role="alert" title={text.active}>{text.activeBody}</Notice>;
  return <ErrorNotice title={text.failed} unsureTitle={text.unsure} truth={text.truth} error={error} />;
}

function isRunActive(error: Error | null): boolean {
  return error instanceof CallError && error.details?.reason_code === "RUN_ACTIVE";
}
