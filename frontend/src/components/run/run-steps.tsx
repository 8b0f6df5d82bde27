import { Check, Circle, CircleDot, Minus, OctagonPause, type LucideIcon } from "lucide-react";
import { Moment } from "@/components/money/figures";
import { classNames } from "@/lib/class-names";
import { messages } from "@/lib/messages";
import type { StepState, TimelineStep } from "./run-timeline";

const text = messages.rebalance.run;

const LOOKS: Record<StepState, { icon: LucideIcon; ink: string }> = {
  done: { icon: Check, ink: "border-ok bg-ok-soft text-ok" },
  current: { icon: CircleDot, ink: "border-accent bg-accent-soft text-accent motion-safe:animate-pulse" },
  waiting: { icon: Circle, ink: "border-line-strong bg-surface text-ink-soft" },
  skipped: { icon: Minus, ink: "border-line bg-sunken text-ink-soft" },
  stopped: { icon: OctagonPause, ink: "border-warning bg-warning-soft text-warning" },
};

/** The steps of a run: a column on a phone, a row from there up. */
export function RunSteps({ steps }: { steps: readonly TimelineStep[] }) {
  return (
    <ol aria-label={text.timeline} className="grid gap-3 sm:grid-cols-5 sm:gap-2">
      {steps.map((step) => (
        <RunStep key={step.name} step={step} />
      ))}
    </ol>
  );
}

function RunStep({ step }: { step: TimelineStep }) {
  const { icon: Icon, ink } = LOOKS[step.state];
  return (
    <li aria-current={step.state === "current" ? "step" : undefined} className="flex items-start gap-3 sm:flex-col sm:gap-2">
      <span className={classNames("grid size-7 shrink-0 place-items-center rounded-full border", ink)}>
        <Icon aria-hidden className="size-4" />
      </span>
      <span className="min-w-0 text-sm">
        <span className={step.state === "waiting" || step.state === "skipped" ? "block text-ink-soft" : "block font-medium"}>
          {text.steps[step.name]}
        </span>
        <span className="block text-xs text-ink-soft">
          {step.at && step.state !== "current" ? <Moment value={step.at} isClock /> : text.stepStates[step.state]}
        </span>
      </span>
    </li>
  );
}
