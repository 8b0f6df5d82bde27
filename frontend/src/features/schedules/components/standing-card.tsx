import { Lost } from "@/components/lost";
import { CircleCheck, CirclePause, CircleDot } from "lucide-react";
import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { DatedMoment, Day, Moment } from "@/components/money/figures";
import { Badge, type Tone } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { useHasPassed } from "@/lib/clock";
import type { ScheduleDocument, ScheduleStateResult, VerdictOutcome } from "@/lib/contracts/generated";
import type { Live } from "@/lib/firebase";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { BandGauge } from "./band-gauge";
import { NextDates } from "./next-dates";

const text = schedulesMessages.now;

const OUTCOMES = {
  FIRED: { tone: "accent", icon: CircleCheck },
  HELD_BACK: { tone: "warning", icon: CirclePause },
  NOT_FIRED: { tone: "neutral", icon: CircleDot },
} satisfies Record<VerdictOutcome, { tone: Tone; icon: typeof CircleDot }>;

interface StandingCardProps {
  /** Missing before anything was saved. */
  live: Live<ScheduleDocument>;
  state: UseQueryResult<ScheduleStateResult>;
}

/** What comes next, what the last check found, and how close the portfolio is to a rebalancing. */
export function StandingCard({ live, state }: StandingCardProps) {
  const figures = state.data;
  return (
    <Card
      title={text.title}
      titleId="standing-title"
      aside={
        figures && (
          <span className="text-xs text-ink-soft">
            {text.asOf} <Moment value={figures.as_of} />
          </span>
        )
      }
    >
      {live.status === "loading" && <Skeleton what={text.loading} className="h-20" />}
      {live.status === "error" && <Lost title={text.failed} />}
      {(live.status === "ready" || live.status === "missing") && (
        <Facts schedule={live.status === "ready" ? live.value : null} figures={figures} />
      )}
      <div className="mt-5 border-t border-line pt-4">
        {state.error && (
          <ErrorNotice
            title={text.failed}
            error={state.error}
            action={
              <Button size="small" isBusy={state.isFetching} onClick={() => void state.refetch()}>
                {text.retry}
              </Button>
            }
          />
        )}
        {!state.error && !figures && <Skeleton what={text.figuresLoading} className="h-36" />}
        {figures && (
          <div className={state.error ? "mt-4 grid gap-6 lg:grid-cols-2" : "grid gap-6 lg:grid-cols-2"}>
            <BandGauge status={figures.threshold} />
            <NextDates dates={figures.next_dates} knownUntil={figures.sessions_known_until} />
          </div>
        )}
      </div>
    </Card>
  );
}

function Facts({ schedule, figures }: { schedule: ScheduleDocument | null; figures: ScheduleStateResult | undefined }) {
  return (
    <dl className="grid gap-x-6 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
      <Standing name={text.nextCheck}>
        <NextCheck at={schedule?.next_due_at ?? null} />
      </Standing>
      <Standing name={text.nextDate} note={figures?.days_until == null ? null : text.inDays(figures.days_until)}>
        {figures ? <NextDate date={figures.next_date} /> : text.unknown}
      </Standing>
      <Standing name={text.lastCheck} note={schedule && <LastOutcome schedule={schedule} />}>
        {schedule?.last_checked_at ? <DatedMoment value={schedule.last_checked_at} /> : text.never}
      </Standing>
      <Standing name={text.lastRun}>{schedule?.last_run_session ? <Day value={schedule.last_run_session} /> : text.noRun}</Standing>
    </dl>
  );
}

function NextDate({ date }: { date: string | null }) {
  return date ? <Day value={date} /> : text.noCheck;
}

function Standing({ name, note, children }: { name: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-soft">{name}</dt>
      <dd className="mt-0.5 text-[0.9375rem] leading-snug font-semibold tabular-nums">{children}</dd>
      {note && <dd className="mt-1 text-[0.8125rem] leading-snug text-ink-soft">{note}</dd>}
    </div>
  );
}

function NextCheck({ at }: { at: string | null }) {
  const isDue = useHasPassed(at);
  if (at === null) return text.noCheck;
  return isDue ? text.due : <Moment value={at} />;
}

function LastOutcome({ schedule: { last_outcome, last_reason } }: { schedule: ScheduleDocument }) {
  if (last_outcome === null) return null;
  return (
    <>
      <Badge {...OUTCOMES[last_outcome]}>{text.outcomes[last_outcome]}</Badge>
      {last_reason && <span className="mt-1 block">{last_reason.text}</span>}
    </>
  );
}
