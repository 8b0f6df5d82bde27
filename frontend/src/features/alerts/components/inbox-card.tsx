import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import type { InboxDocument } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { alerts as alertsMessages } from "@/lib/messages/alerts";
import { isNewSince } from "../last-visit";
import { InboxEntry } from "./inbox-entry";

const text = alertsMessages;

interface InboxCardProps {
  entries: readonly InboxDocument[];
  seen: string | null;
  onMore: (() => void) | null;
}

/** What a person was told, newest first. */
export function InboxCard({ entries, seen, onMore }: InboxCardProps) {
  return (
    <Card title={text.inboxTitle} titleId="inbox-title" hint={text.inboxHint}>
      {entries.length === 0 ? (
        <Empty title={text.inboxEmptyTitle}>{text.inboxEmptyBody}</Empty>
      ) : (
        <ol aria-labelledby="inbox-title">
          {entries.map((entry) => (
            <InboxEntry key={entry.entry_id} entry={entry} isNew={isNewSince(seen, entry.at)} />
          ))}
        </ol>
      )}
      {onMore && (
        <Button className="mt-4" onClick={onMore}>
          {messages.common.loadMore}
        </Button>
      )}
    </Card>
  );
}
