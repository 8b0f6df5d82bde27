import { DatedMoment, Moment } from "@/components/money/figures";
import { waitsForOpening } from "@/components/run/opening-hold";
import { RunBadge } from "@/components/run/run-badge";
import { RunSteps } from "@/components/run/run-steps";
import { hasEnded, timelineOf } from "@/components/run/run-timeline";
import { Card } from "@/components/ui/card";
import { Fact, FactList } from "@/components/ui/fact";
import { Notice } from "@/components/ui/notice";
import type { LegDocument, RunDocument } from "@/lib/contracts/generated";
import { useHasPassed } from "@/lib/clock";
import type { Live } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { history as historyMessages } from "@/lib/messages/history";
import { reasonWords } from "@/lib/reason-words";
import { useLiveRebalancing } from "../api/live-rebalancing";
import { originOf, wayWords } from "../origin";
import { RunWhy } from "./run-why";

const text = historyMessages.run;
const names = historyMessages;

interface RunHeadProps {
  run: RunDocument;
  legs: Live<LegDocument[]>;
}

/** What a run is, where it stands, and who or what started it and why. */
export function RunHead({ run, legs }: RunHeadProps) {
  const orders = legs.status === "ready" ? legs.value : null;
  const unknown = orders?.filter((leg) => leg.state === "UNKNOWN").length ?? 0;
  return (
    <Card
      title={run.kind === "SINGLE_TRADE" ? messages.rebalance.run.titleSingle : messages.rebalance.run.title}
      titleId="run-title"
      hint={<span className="font-mono text-xs break-all">{run.run_id}</span>}
      aside={<RunBadge state={run.state} />}
    >
      <div className="space-y-6">
        {run.state === "NEEDS_OPERATOR" && (
          <Notice tone="warning" role="alert" title={text.operatorTitle}>
            <p>{run.message || (run.reason_code && reasonWords(run.reason_code))}</p>
            <p>{text.operatorBody}</p>
          </Notice>
        )}
        <HoldNotice run={run} />
        {unknown > 0 && (
          <Notice tone="info" role="status" title={text.unknownTitle(unknown)}>
            {run.state === "NEEDS_OPERATOR" ? text.unknownParked : text.unknownBody}
          </Notice>
        )}
        <RunFacts run={run} />
        <RunSteps steps={timelineOf(run)} />
        <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-[6rem_1fr]">
          <dt className="text-ink-soft">{text.whyTitle}</dt>
          <dd>
            <RunWhy run={run} />
          </dd>
          <dt className="text-ink-soft">{text.result}</dt>
          <dd>
            <span role="status">{resultWords(run, orders)}</span>
          </dd>
        </dl>
      </div>
    </Card>
  );
}

function HoldNotice({ run }: { run: RunDocument }) {
  const holdUntil = run.state === "RESERVED" ? (run.hold_until ?? null) : null;
  const isOver = useHasPassed(holdUntil);
  if (holdUntil === null || isOver) return null;
  return (
    <Notice tone="info" role="status">
      {text.held} <Moment value={holdUntil} isClock={!waitsForOpening(run)} />
    </Notice>
  );
}

function RunFacts({ run }: { run: RunDocument }) {
  const done = useLiveRebalancing(run.run_id);
  const origin = originOf(run, done.status === "ready" ? done.value : null);
  return (
    <FactList className="grid grid-cols-1 gap-x-4 gap-y-3 min-[26rem]:grid-cols-2 lg:grid-cols-5">
      <Fact name={text.started}>
        <DatedMoment value={run.created_at} isWrapping />
      </Fact>
      <Fact name={hasEnded(run.state) ? text.ended : text.lastChange}>
        <DatedMoment value={run.updated_at} isWrapping />
      </Fact>
      <Fact name={text.startedBy}>
        {names.triggers[origin.trigger]}
        <span className="block truncate text-xs font-normal text-ink-soft">{wayWords(origin)}</span>
      </Fact>
      <Fact name={text.environment}>{messages.common.environment[run.environment]}</Fact>
      <Fact name={text.orders}>{run.leg_count}</Fact>
    </FactList>
  );
}

/** What came of a run so far; how much is filled only where its orders have been read. */
function resultWords(run: RunDocument, orders: readonly LegDocument[] | null): string {
  const filled = orders?.filter((leg) => leg.state === "FILLED").length;
  if (!hasEnded(run.state)) return filled === undefined ? text.resultPending : `${text.resultPending} ${text.filled(filled, run.leg_count)}.`;
  return run.message || (run.reason_code ? reasonWords(run.reason_code) : messages.rebalance.run.states[run.state]);
}
