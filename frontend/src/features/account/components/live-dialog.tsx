import { useRef, useState } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { SignInAgain } from "@/components/sign-in-again/sign-in-again";
import { useGuardedAct } from "@/components/sign-in-again/use-guarded-act";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { messages } from "@/lib/messages";
import { account as accountMessages } from "@/lib/messages/account";
import { useSetLiveTrading } from "../api/set-live-trading";

const text = accountMessages.live;

interface LiveDialogProps {
  label: string;
  /** What counts now; the dialog asks for the other. */
  isGiven: boolean;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Lets an account trade with real money after a typed phrase, or takes that back with one confirmation. */
export function LiveDialog({ label, isGiven, isOpen, onOpenChange }: LiveDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const [typed, setTyped] = useState("");
  const [before] = useState(isGiven);
  const change = useGuardedAct(useSetLiveTrading(), () => onOpenChange(false));
  const isConfirmed = before || typed.trim().toLowerCase() === text.phrase;
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={before ? text.disableTitle(label) : text.enableTitle(label)}
      description={before ? text.disableBody : text.enableBody}
      initialFocus={cancel}
      footer={
        <>
          <AlertDialogClose ref={cancel} render={<Button />}>
            {messages.common.cancel}
          </AlertDialogClose>
          <Button tone={before ? "primary" : "danger"} isBusy={change.isPending} disabled={!isConfirmed} onClick={() => change.ask({ enabled: !before })}>
            {change.isPending ? text.changing : before ? text.disable : text.enable}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {!before && <TextField label={text.type(text.phrase)} value={typed} onValue={setTyped} />}
        {change.error && <ErrorNotice title={text.changeFailed} unsureTitle={text.unsure} truth={text.truth} error={change.error} />}
        <SignInAgain {...change.question} />
      </div>
    </AlertDialog>
  );
}
