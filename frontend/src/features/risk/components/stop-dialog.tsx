import { useRef, useState } from "react";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { TextField } from "@/components/ui/text-field";
import type { TradingScope } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { useSetTradingMode } from "../api/set-trading-mode";
import { ModeError } from "./mode-error";
import { useScope } from "./use-scope";

const text = messages.risk;

export interface ScopedDialogProps {
  /** The switches to choose from, the first by default. */
  scopes: readonly TradingScope[];
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** Stops trading in a scope with one confirmation; a reason is recorded but need not be typed. */
export function StopDialog({ scopes, isOpen, onOpenChange }: ScopedDialogProps) {
  const { scope, field } = useScope(scopes);
  const [reason, setReason] = useState<string>(text.stopDefault);
  const [isCancelling, setIsCancelling] = useState(false);
  const cancel = useRef<HTMLButtonElement>(null);
  const stop = useSetTradingMode(scope);
  const confirm = () =>
    stop.mutate(
      { mode: "HALTED", reason: reason.trim() || text.stopDefault, cancels_open_orders: isCancelling || undefined },
      { onSuccess: () => onOpenChange(false) },
    );
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={text.scopes[scope].stopTitle}
      description={text.scopes[scope].stopBody}
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
        {field}
        <TextField label={text.stopReason} value={reason} maxLength={200} onValue={setReason} />
        <Checkbox label={text.cancelOpen} isChecked={isCancelling} onCheck={setIsCancelling} />
        <ModeError error={stop.error} />
      </div>
    </AlertDialog>
  );
}
