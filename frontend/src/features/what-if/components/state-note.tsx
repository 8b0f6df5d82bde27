import { CircleDashed, History, LoaderCircle, type LucideIcon, OctagonAlert } from "lucide-react";
import { classNames } from "@/lib/class-names";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import type { AnswerState } from "../standing";

const text = whatIfMessages.state;

const LOOKS: Record<Exclude<AnswerState, "current">, { icon: LucideIcon; ink: string }> = {
  unasked: { icon: CircleDashed, ink: "text-ink-soft" },
  busy: { icon: LoaderCircle, ink: "text-ink-soft" },
  failed: { icon: OctagonAlert, ink: "text-critical" },
  stale: { icon: History, ink: "text-warning" },
};

/** Says where a scenario's answer stands; nothing where it is there and fits. */
export function StateNote({ state }: { state: AnswerState }) {
  if (state === "current") return null;
  const { icon: Icon, ink } = LOOKS[state];
  return (
    <span className={classNames("flex items-start gap-1 text-xs leading-snug font-medium", ink)}>
      <Icon aria-hidden className={classNames("mt-0.5 size-3 shrink-0", state === "busy" && "motion-safe:animate-spin")} />
      {text[state]}
    </span>
  );
}
