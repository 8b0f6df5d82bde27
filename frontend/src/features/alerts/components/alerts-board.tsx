import { Attempts } from "@/components/attempts";
import { Lost } from "@/components/lost";
import { useMemo, useState } from "react";
import { Skeleton } from "@/components/ui/skeleton";
import type { AlertDocument, InboxDocument } from "@/lib/contracts/generated";
import type { Live } from "@/lib/firebase";
import { alerts as alertsMessages } from "@/lib/messages/alerts";
import { useAlertHistory, useOpenAlerts } from "../api/live-alerts";
import { useInbox } from "../api/live-inbox";
import { joinEpisodes } from "../episodes";
import { useLastVisit } from "../use-last-visit";
import { EpisodesCard } from "./episodes-card";
import { InboxCard } from "./inbox-card";

const text = alertsMessages;
const STEP = 25;

/** Alerts and inbox; what has come since the last visit on this device is marked. */
export function AlertsBoard() {
  return <Attempts>{(onRetry) => <Board onRetry={onRetry} />}</Attempts>;
}

function Board({ onRetry }: { onRetry: () => void }) {
  const [alertLimit, setAlertLimit] = useState(STEP);
  const [entryLimit, setEntryLimit] = useState(STEP);
  const open = useOpenAlerts();
  // One more than is shown tells whether there is more.
  const history = useAlertHistory(alertLimit + 1);
  const inbox = useInbox(entryLimit + 1);
  const seen = useLastVisit(useShown(history, inbox));
  return (
    <div className="space-y-4 sm:space-y-5">
      {open.status === "ready" && history.status === "ready" ? (
        <EpisodesCard
          episodes={joinEpisodes(open.value, history.value.slice(0, alertLimit))}
          seen={seen}
          onMore={history.value.length > alertLimit ? () => setAlertLimit(alertLimit + STEP) : null}
        />
      ) : (
        <Waiting lives={[open, history]} what={text.loading} failed={text.loadFailed} onRetry={onRetry} />
      )}
      {inbox.status === "ready" ? (
        <InboxCard
          entries={inbox.value.slice(0, entryLimit)}
          seen={seen}
          onMore={inbox.value.length > entryLimit ? () => setEntryLimit(entryLimit + STEP) : null}
        />
      ) : (
        <Waiting lives={[inbox]} what={text.inboxLoading} failed={text.inboxFailed} onRetry={onRetry} />
      )}
    </div>
  );
}

function useShown(history: Live<AlertDocument[]>, inbox: Live<InboxDocument[]>): readonly string[] {
  return useMemo(() => {
    const turns = history.status === "ready" ? history.value.map(({ changed_at }) => changed_at) : [];
    const told = inbox.status === "ready" ? inbox.value.map(({ at }) => at) : [];
    return [...turns, ...told];
  }, [history, inbox]);
}

interface WaitingProps {
  lives: readonly Live<unknown>[];
  what: string;
  failed: string;
  onRetry: () => void;
}

function Waiting({ lives, what, failed, onRetry }: WaitingProps) {
  if (!lives.some(({ status }) => status === "error")) return <Skeleton what={what} className="h-96" />;
  return <Lost title={failed} onRetry={onRetry} />;
}
