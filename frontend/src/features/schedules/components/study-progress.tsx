import { schedules as schedulesMessages } from "@/lib/messages/schedules";

const text = schedulesMessages.study;
const BAR =
  "h-2 w-full appearance-none overflow-hidden rounded-full bg-line [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent";

/** How far a study is; only its stage is read out by itself, not every percent. */
export function StudyProgress({ stage, percent }: { stage: "waiting" | "running"; percent: number }) {
  return (
    <div className="grid gap-2">
      <div className="flex items-baseline justify-between gap-3 text-sm">
        <p role="status" className="font-semibold">
          {stage === "waiting" ? text.queued : text.running}
        </p>
        {stage === "running" && (
          <span aria-hidden className="tabular-nums text-ink-soft">
            {text.done(percent)}
          </span>
        )}
      </div>
      <progress aria-label={text.progress} max={100} value={stage === "waiting" ? undefined : percent} className={BAR} />
      <p className="text-[0.8125rem] text-ink-soft">{text.leaving}</p>
    </div>
  );
}
