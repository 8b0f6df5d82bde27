import { useRef } from "react";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { useLeaveGuard } from "../use-leave-guard";

const text = schedulesMessages.leave;

/** Asks before unsaved edits are lost. */
export function LeaveDialog({ isHolding }: { isHolding: boolean }) {
  const stay = useRef<HTMLButtonElement>(null);
  const guard = useLeaveGuard(isHolding);
  return (
    <AlertDialog
      isOpen={guard.isAsking}
      onOpenChange={(isOpen) => !isOpen && guard.stay()}
      title={text.title}
      description={text.body}
      initialFocus={stay}
      footer={
        <>
          <AlertDialogClose ref={stay} render={<Button />}>
            {text.stay}
          </AlertDialogClose>
          <Button tone="danger" onClick={guard.leave}>
            {text.go}
          </Button>
        </>
      }
    >
      {null}
    </AlertDialog>
  );
}
