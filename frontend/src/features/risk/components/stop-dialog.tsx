import { useRef, useState } from "react";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { TextField } from "@/components/ui/text-field";
import { messages } from "@/lib/messages";
import { useSetTradingMode } from "../api/set-trading-mode";
import { ModeError } from "./mode-error";

const text = messages.risk;

export interface ModeDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Stops all trading with one confirmation; a reason is recorded but need not be typed. */
export function StopDialog({ isOpen, onOpenChange }: ModeDialogProps) {
  const [reason, setReason] = useState<string>(text.stopDefault);
  const cancel = useRef<HTMLButtonElement>(null);
  const stop = useSetTradingMode();
  const confirm = () =>
    stop.mutate(
      { mode: "HALTED", reason: reason.trim() || text.stopDefault },
      { onSuccess: () => onOpenChange(false) },
    );
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={text.stopTitle}
      description={text.stopBody}
      initialFocus={cancel}
      footer={
        <>
          <AlertDialogClose ref={cancel} render={<Button />}>
            {messages.common.cancel}
          </AlertDialogClose>
          <Button tone="danger" isBusy={stop.isPending} onClick={confirm}>
            {stop.isPending ? text.stopping : text.stop}
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <TextField label={text.stopReason} value={reason} maxLength={200} onValue={setReason} />
        <ModeError error={stop.error} />
      </div>
    </AlertDialog>
  );
}
