import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { useLiveLegs, useLiveRun } from "@/components/run/live-run";
import { TradesExecuted } from "@/components/run/trades-executed";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Skeleton } from "@/components/ui/skeleton";
import type { LegDocument, RunDocument } from "@/lib/contracts/generated";
import type { Live } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { history as historyMessages } from "@/lib/messages/history";
import { isRun } from "../run-rows";
import { Lost } from "@/components/lost";
import { RunFigures } from "./run-figures";
import { RunHead } from "./run-head";
import { RunLog } from "./run-log";

const text = historyMessages.run;

/** Everything that is kept of one run, live. */
export function RunRecord({ runId }: { runId: string }) {
  const [attempt, setAttempt] = useState(0);
  return (
    <div className="grid gap-4 sm:gap-5">
      <Link to="/history" className="inline-flex w-fit items-center gap-1.5 text-sm font-medium text-accent underline-offset-4 hover:underline">
        <ArrowLeft aria-hidden className="size-4" />
        {text.back}
      </Link>
      <RunState key={attempt} runId={runId} onRetry={() => setAttempt(attempt + 1)} />
    </div>
  );
}

function RunState({ runId, onRetry }: { runId: string; onRetry: () => void }) {
  const run = useLiveRun(runId);
  if (run.status === "loading") return <Skeleton what={messages.rebalance.run.loading} className="h-96" />;
  if (run.status === "error") return <Lost title={text.lostTitle} onRetry={onRetry} />;
  if (run.status === "missing") {
    return run.fromCache ? <Empty title={text.missingOffline} /> : <Empty title={text.missingTitle}>{text.missingBody}</Empty>;
  }
  return isRun(run.value) ? (
    <RunParts run={run.value} onRetry={onRetry} />
  ) : (
    <Empty title={text.simulationTitle}>{text.simulationBody}</Empty>
  );
}

function RunParts({ run, onRetry }: { run: RunDocument; onRetry: () => void }) {
  const legs = useLiveLegs(run.run_id);
  return (
    <>
      <RunHead run={run} legs={legs} />
      <RunOrders legs={legs} onRetry={onRetry} />
      <RunFigures run={run} onRetry={onRetry} />
      <RunLog runId={run.run_id} onRetry={onRetry} />
    </>
  );
}

function RunOrders({ legs, onRetry }: { legs: Live<LegDocument[]>; onRetry: () => void }) {
  return (
    <Card title={text.ordersTitle} titleId="run-orders-title">
      {legs.status === "loading" && <Skeleton what={text.ordersLoading} className="h-48" />}
      {legs.status === "error" && <Lost title={text.ordersLost} onRetry={onRetry} />}
      {legs.status === "ready" && <TradesExecuted legs={legs.value} hasClientIds isTitleHidden />}
    </Card>
  );
}
