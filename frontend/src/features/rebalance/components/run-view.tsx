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
  const legs = useLiveLegs(runId);
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
      <RunBody run={run} legs={legs} />
    </Card>
  );
}

function RunBody({ run, legs }: { run: Live<RunDocument>; legs: Live<LegDocument[]> }) {
  if (run.status === "loading") return <Skeleton what={text.loading} className="h-64" />;
  if (run.status !== "ready") return <Notice tone="warning">{text.lost}</Notice>;
  const orders = legs.status === "ready" ? legs.value : [];
  const filled = orders.filter((leg) => leg.state === "FILLED").length;
  const isRefused = orders.some((leg) => leg.state === "REJECTED");
  return (
    <div className="space-y-6">
      <RunSteps steps={timelineOf(run.value)} />
      <p role={isRefused ? "alert" : "status"} className="text-sm">
        {progressWords(run.value, filled, orders.length)}
      </p>
      <CancelRun run={run.value} />
      <TradesExecuted legs={orders} />
    </div>
  );
}

function progressWords({ state, message }: RunDocument, filled: number, total: number): string {
  const isSaid = hasEnded(state) && message !== "";
  return `${text.states[state]}. ${isSaid ? message : text.fills(filled, total)}`;
}
