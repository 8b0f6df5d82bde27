import { useRef } from "react";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import type { LeaveGuard } from "@/lib/leave-guard";
import { messages } from "@/lib/messages";

const text = messages.common.leave;

/** Asks before unsaved edits are lost. */
export function LeaveDialog({ guard, body }: { guard: LeaveGuard; body: string }) {
  const stay = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog
      isOpen={guard.isAsking}
      onOpenChange={(isOpen) => !isOpen && guard.stay()}
      title={text.title}
      description={body}
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
