import { useRef } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import type { ShownApiKey } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { account as accountMessages } from "@/lib/messages/account";
import { useRevokeApiKey } from "../api/revoke-api-key";

const text = accountMessages.keys;

interface RevokeDialogProps {
  apiKey: ShownApiKey;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  /** What gets the focus once the key is revoked, for its button is gone then. */
  afterwardsId: string;
}

/** Asks once, because a revoked key cannot be brought back. */
export function RevokeDialog({ apiKey, isOpen, onOpenChange, afterwardsId }: RevokeDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const revoke = useRevokeApiKey();
  const confirm = () => revoke.mutate({ key_id: apiKey.key_id }, { onSuccess: () => onOpenChange(false) });
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={text.revokeTitle(apiKey.name)}
      description={text.revokeBody}
      initialFocus={cancel}
      finalFocus={() => (revoke.isSuccess ? document.getElementById(afterwardsId) : null)}
      footer={
        <>
          <AlertDialogClose ref={cancel} render={<Button />}>
            {messages.common.cancel}
          </AlertDialogClose>
          <Button tone="danger" isBusy={revoke.isPending} onClick={confirm}>
            {revoke.isPending ? text.revoking : text.revoke}
          </Button>
        </>
      }
    >
      {revoke.error && <ErrorNotice title={text.revokeFailed} unsureTitle={text.revokeUnsure} truth={text.revokeTruth} error={revoke.error} />}
    </AlertDialog>
  );
}
