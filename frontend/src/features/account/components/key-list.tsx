import { useState } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Skeleton } from "@/components/ui/skeleton";
import type { ShownApiKey } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { account as accountMessages } from "@/lib/messages/account";
import { useApiKeys } from "../api/api-keys";
import { KeyRow } from "./key-row";
import { RevokeDialog } from "./revoke-dialog";

const text = accountMessages.keys;
const TITLE_ID = "api-keys-title";

/** The person's keys, and the way to revoke one. */
export function KeyList() {
  const keys = useApiKeys();
  const [asked, setAsked] = useState<{ key: ShownApiKey; turn: number; isOpen: boolean } | null>(null);
  const again = (
    <Button size="small" isBusy={keys.isFetching} onClick={() => void keys.refetch()}>
      {messages.common.retry}
    </Button>
  );
  return (
    <Card title={text.title} titleId={TITLE_ID} hint={text.hint}>
      {keys.isPending && <Skeleton what={text.loading} className="h-32" />}
      {keys.error && (
        <div className="mb-4 last:mb-0">
          <ErrorNotice title={text.failed} error={keys.error} action={again} />
        </div>
      )}
      {keys.data?.length === 0 && <Empty title={text.empty}>{text.emptyBody}</Empty>}
      <ul aria-labelledby={TITLE_ID} className="empty:hidden">
        {keys.data?.map((key) => (
          <KeyRow key={key.key_id} apiKey={key} onRevoke={() => setAsked({ key, turn: (asked?.turn ?? 0) + 1, isOpen: true })} />
        ))}
      </ul>
      {asked && (
        <RevokeDialog
          key={asked.turn}
          apiKey={asked.key}
          isOpen={asked.isOpen}
          afterwardsId={TITLE_ID}
          onOpenChange={(isOpen) => setAsked({ ...asked, isOpen })}
        />
      )}
    </Card>
  );
}
