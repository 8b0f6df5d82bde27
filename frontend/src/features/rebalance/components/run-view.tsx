import { Check, CircleAlert, LoaderCircle, OctagonPause } from "lucide-react";
import { Moment } from "@/components/money/figures";
import { Badge, type Tone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { LegDocument, RunDocument } from "@/lib/contracts/generated";
import type { Live } from "@/lib/firebase";
import { useFocusOnArrival } from "@/lib/focus";
import { messages } from "@/lib/messages";
import { useLiveLegs } from "../api/live-run";
import { hasEnded, timelineOf } from "../run-timeline";
import { RunSteps } from "./run-steps";
import { TradesExecuted } from "./trades-executed";

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
      aside={run.status === "ready" && <RunBadge run={run.value} />}
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
      <TradesExecuted legs={orders} />
    </div>
  );
}

function progressWords({ state, message }: RunDocument, filled: number, total: number): string {
  const isSaid = hasEnded(state) && message !== "";
  return `${text.states[state]}. ${isSaid ? message : text.fills(filled, total)}`;
}

function RunBadge({ run }: { run: RunDocument }) {
  const { tone, icon } = badgeLook(run);
  return (
    <Badge tone={tone} icon={icon}>
      {text.states[run.state]}
    </Badge>
  );
}

function badgeLook({ state }: RunDocument): { tone: Tone; icon: typeof Check } {
  if (state === "COMPLETED" || state === "NO_ACTION") return { tone: "ok", icon: Check };
  if (!hasEnded(state) && state !== "NEEDS_OPERATOR") return { tone: "accent", icon: LoaderCircle };
  return state === "HALTED" ? { tone: "critical", icon: OctagonPause } : { tone: "warning", icon: CircleAlert };
}
