import { useRef } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { messages } from "@/lib/messages";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { useRenewWebhookSecret } from "../api/renew-webhook-secret";

const text = settingsMessages.secret;

interface RenewDialogProps {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onSecret: (secret: string) => void;
}

/** Asks once, because receivers refuse every message until they have the new secret. */
export function RenewDialog({ isOpen, onOpenChange, onSecret }: RenewDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const renew = useRenewWebhookSecret();
  const confirm = () =>
    renew.mutate(undefined, {
      onSuccess: ({ webhook_secret }) => {
        onSecret(webhook_secret);
        onOpenChange(false);
      },
    });
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={text.confirmTitle}
      description={text.confirmBody}
      initialFocus={cancel}
      footer={
        <>
          <AlertDialogClose ref={cancel} render={<Button />}>
            {messages.common.cancel}
          </AlertDialogClose>
          <Button tone="danger" isBusy={renew.isPending} onClick={confirm}>
            {renew.isPending ? text.renewing : text.renew}
          </Button>
        </>
      }
    >
      {renew.error && <ErrorNotice title={text.renewFailed} error={renew.error} />}
    </AlertDialog>
  );
}
