import { useState } from "react";
import { Attempts } from "@/components/attempts";
import { Lost } from "@/components/lost";
import { DatedMoment } from "@/components/money/figures";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { useAccount } from "@/lib/environment";
import { useIsOffline, useUser } from "@/lib/firebase";
import { account as accountMessages } from "@/lib/messages/account";
import { useLiveConsents } from "../api/live-consents";
import { LiveDialog } from "./live-dialog";

const text = accountMessages.live;

/** Whether the linked account may trade with real money, and the way to change that. */
export function LiveCard() {
  return (
    <Card title={text.title} titleId="live-title" hint={text.hint}>
      <Attempts>{(onRetry) => <LiveState onRetry={onRetry} />}</Attempts>
    </Card>
  );
}

function LiveState({ onRetry }: { onRetry: () => void }) {
  const account = useAccount(useUser().uid);
  const consents = useLiveConsents();
  if (account === null) return <p className="text-sm text-ink-soft">{text.pending}</p>;
  if (account.environment === "PAPER") return <p className="text-sm">{text.paper}</p>;
  if (consents.status === "error") return <Lost title={text.failed} onRetry={onRetry} />;
  if (consents.status === "loading") return <Skeleton what={text.loading} className="h-16" />;
  const said = consents.status === "ready" ? consents.value.find(({ account_label }) => account_label === account.account_label) : undefined;
  return <Said label={account.account_label} isGiven={said?.is_given ?? false} changedAt={said?.changed_at ?? null} />;
}

function Said({ label, isGiven, changedAt }: { label: string; isGiven: boolean; changedAt: string | null }) {
  const [opened, setOpened] = useState({ turn: 0, isOpen: false });
  return (
    <div className="space-y-3">
      <p className="text-sm">
        {isGiven ? text.on(label) : text.off(label)}
        {changedAt && (
          <span className="text-ink-soft">
            {" "}
            {text.since} <DatedMoment value={changedAt} isWrapping />
          </span>
        )}
      </p>
      <Button
        tone={isGiven ? "secondary" : "danger"}
        reason={useIsOffline() ? accountMessages.offline : null}
        onClick={() => setOpened({ turn: opened.turn + 1, isOpen: true })}
      >
        {isGiven ? text.disable : text.enable}
      </Button>
      {opened.turn > 0 && (
        <LiveDialog key={opened.turn} label={label} isGiven={isGiven} isOpen={opened.isOpen} onOpenChange={(isOpen) => setOpened({ ...opened, isOpen })} />
      )}
    </div>
  );
}
