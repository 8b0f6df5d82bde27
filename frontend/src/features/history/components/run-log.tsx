import { Check, CircleAlert, Copy } from "lucide-react";
import { useState } from "react";
import { Moment } from "@/components/money/figures";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { RunEventDocument } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { history as historyMessages } from "@/lib/messages/history";
import { useLiveEvents } from "../api/live-events";
import { brokenLine, shortHash } from "../event-chain";
import { Lost } from "@/components/lost";

const text = historyMessages.run;
const STEP = 100;

/** Every step of a run as it was recorded, the newest first. */
export function RunLog({ runId, onRetry }: { runId: string; onRetry: () => void }) {
  const [limit, setLimit] = useState(STEP);
  const events = useLiveEvents(runId, limit);
  const lines = events.status === "ready" ? events.value : [];
  const broken = brokenLine(lines);
  return (
    <Card title={text.logTitle} titleId="run-log-title" hint={text.logHint}>
      {events.status === "loading" && <Skeleton what={text.logLoading} className="h-48" />}
      {events.status === "error" && <Lost title={text.logLost} onRetry={onRetry} />}
      {events.status === "ready" && lines.length === 0 && <p className="text-sm text-ink-soft">{text.logEmpty}</p>}
      {broken !== null && (
        <Notice tone="warning" className="mb-3">
          {text.logBroken(broken)}
        </Notice>
      )}
      <ol reversed aria-labelledby="run-log-title" className="text-sm">
        {lines.map((line) => (
          <LogLine key={line.sequence} line={line} />
        ))}
      </ol>
      {lines.length >= limit && (
        <Button className="mt-3" onClick={() => setLimit(limit + STEP)}>
          {messages.common.loadMore}
        </Button>
      )}
    </Card>
  );
}

function LogLine({ line }: { line: RunEventDocument }) {
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3 gap-y-1 border-b border-line py-2.5 last:border-b-0 sm:grid-cols-[2rem_minmax(0,1fr)_auto] sm:items-center">
      <span className="text-right text-ink-soft tabular-nums">{line.sequence}</span>
      <span className="min-w-0 break-words">
        {line.text}
        <span className="block text-xs text-ink-soft">
          <Moment value={line.at} isClock />
          <span className="mx-1.5">{messages.common.dot}</span>
          {messages.rebalance.run.states[line.run_state]}
        </span>
      </span>
      <Hash line={line} />
    </li>
  );
}

const COPY_LOOKS = { idle: Copy, copied: Check, failed: CircleAlert } as const;

function Hash({ line }: { line: RunEventDocument }) {
  const [state, setState] = useState<keyof typeof COPY_LOOKS>("idle");
  const Icon = COPY_LOOKS[state];
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(line.hash);
      setState("copied");
    } catch {
      setState("failed");
    }
  };
  return (
    <span className="col-start-2 flex items-center gap-1 text-xs text-ink-soft sm:col-start-3">
      <code title={line.hash} className="font-mono text-[0.6875rem]">
        {shortHash(line.hash)}
      </code>
      <Button tone="quiet" size="icon" className="size-8" aria-label={text.copy(line.sequence)} onClick={copy}>
        <Icon aria-hidden className="size-3.5" />
      </Button>
      <span role="status">{state === "copied" ? text.copied : state === "failed" && text.notCopied}</span>
    </span>
  );
}
