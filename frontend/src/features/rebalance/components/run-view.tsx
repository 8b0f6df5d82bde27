import { useState } from "react";
import { Lost } from "@/components/lost";
import { Moment } from "@/components/money/figures";
import { useLiveLegs } from "@/components/run/live-run";
import { RunBadge } from "@/components/run/run-badge";
import { RunSteps } from "@/components/run/run-steps";
import { hasEnded, timelineOf } from "@/components/run/run-timeline";
import { TradesExecuted } from "@/components/run/trades-executed";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { LegDocument, RunDocument } from "@/lib/contracts/generated";
import type { Live } from "@/lib/firebase";
import { useFocusOnArrival } from "@/lib/focus";
import { messages } from "@/lib/messages";
import { CancelRun } from "./cancel-run";

const text = messages.rebalance.run;
const TITLE_ID = "run-title";

interface RunViewProps {
  runId: string;
  run: Live<RunDocument>;
  /** True when the person has just placed this run's orders, and so is taken to it. */
  isFresh: boolean;
}

/** A run as its document tells it: progress, orders, fills. */
export function RunView({ runId, run, isFresh }: RunViewProps) {
  const [attempt, setAttempt] = useState(0);
  useFocusOnArrival(TITLE_ID, isFresh);
  return (
    <Card
      title={run.status === "ready" && run.value.kind === "SINGLE_TRADE" ? text.titleSingle : text.title}
      titleId={TITLE_ID}
      aside={run.status === "ready" && <RunBadge state={run.value.state} />}
      hint={
        run.status === "ready" && (
          <>
            {text.started} <Moment value={run.value.created_at} />
            <span className="mx-1.5">{messages.common.dot}</span>
            {messages.common.environment[run.value.environment]}
            <span className="mx-1.5">{messages.common.dot}</span>
            <span className="font-mono text-xs break-all">{runId}</span>
          </>
        )
      }
    >
      <RunBody key={attempt} run={run} runId={runId} onRetry={() => setAttempt(attempt + 1)} />
    </Card>
  );
}

interface RunBodyProps extends Pick<RunViewProps, "runId" | "run"> {
  onRetry: () => void;
}

function RunBody({ runId, run, onRetry }: RunBodyProps) {
  const legs = useLiveLegs(runId);
  if (run.status === "loading") return <Skeleton what={text.loading} className="h-64" />;
  if (run.status !== "ready") return <Notice tone="warning">{text.lost}</Notice>;
  const orders = legs.status === "ready" ? legs.value : null;
  const refused = orders?.filter((leg) => leg.state === "REJECTED") ?? [];
  return (
    <div className="space-y-6">
      <RunSteps steps={timelineOf(run.value)} />
      <p role="status" className="text-sm">
        {progressWords(run.value, orders)}
      </p>
      {/* Says each rejection once; what fills afterwards waits its turn. */}
      {refused.length > 0 && (
        <p role="alert" className="sr-only">
          {text.refused(refused.map((leg) => leg.symbol).join(", "))}
        </p>
      )}
      <CancelRun run={run.value} />
      {legs.status === "loading" && <Skeleton what={text.ordersLoading} className="h-48" />}
      {legs.status === "error" && <Lost title={text.ordersLost} onRetry={onRetry} />}
      {orders && <TradesExecuted legs={orders} />}
    </div>
  );
}

/** Where a run stands; how much of it is filled only where its orders have been read. */
function progressWords({ state, message, leg_count }: RunDocument, orders: readonly LegDocument[] | null): string {
  const said = hasEnded(state) && message !== "" ? message : null;
  const fills = orders && text.fills(orders.filter((leg) => leg.state === "FILLED").length, leg_count);
  return [`${text.states[state]}.`, said ?? fills].filter(Boolean).join(" ");
}
