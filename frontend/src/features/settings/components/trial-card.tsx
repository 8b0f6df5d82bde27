import { Send } from "lucide-react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { PreferencesDocument } from "@/lib/contracts/generated";
import { secondsUntil, useNow } from "@/lib/clock";
import { useIsOffline } from "@/lib/firebase";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { useSendTestMessage } from "../api/send-test-message";
import { useOutcomeFocus } from "../use-outcome-focus";

const text = settingsMessages.test;

interface TrialCardProps {
  stored: PreferencesDocument;
  hasDevices: boolean;
  isDirty: boolean;
}

/** Sends one message by every channel that is set up, at most one a minute. */
export function TrialCard({ stored, hasDevices, isDirty }: TrialCardProps) {
  const send = useSendTestMessage();
  const outcome = useOutcomeFocus(send.status);
  const left = secondsUntil(send.data?.next_at ?? "1970-01-01T00:00:00Z", useNow());
  const isOffline = useIsOffline();
  const early = left > 0 ? text.next(left) : null;
  const reason = isOffline ? settingsMessages.reasons.offline : isDirty ? text.unsaved : early;
  return (
    <Card title={text.title} titleId="trial-title" hint={text.hint}>
      <p className="mb-3 text-sm">{text.channels(channelNames(stored, hasDevices).join(", "))}</p>
      <Button isBusy={send.isPending} reason={send.isPending ? null : reason} onClick={() => send.mutate()}>
        <Send aria-hidden className="size-4" />
        {send.isPending ? text.sending : text.send}
      </Button>
      <div ref={outcome} tabIndex={-1} className="mt-3 outline-none empty:hidden">
        {send.error && <ErrorNotice title={text.failed} error={send.error} />}
        {send.data && <Notice tone="info" role="status">{text.sent}</Notice>}
      </div>
    </Card>
  );
}

function channelNames({ address, webhook_url }: PreferencesDocument, hasDevices: boolean): string[] {
  const names = [text.inbox, address && text.mail(address), webhook_url && text.webhook, hasDevices && text.push];
  return names.filter((name) => typeof name === "string");
}
