import { Clock } from "lucide-react";
import { formatSeconds } from "@/components/money/format-time";
import { secondsUntil, useNow } from "@/lib/clock";
import { messages } from "@/lib/messages";

/** Counts down how long a preview stays valid. */
export function PlanClock({ expiresAt }: { expiresAt: string }) {
  const left = formatSeconds(secondsUntil(expiresAt, useNow()));
  return (
    <span className="inline-flex items-center gap-1.5 text-[0.8125rem] text-ink-soft tabular-nums">
      <Clock aria-hidden className="size-3.5" />
      {messages.rebalance.expiresIn(left)}
    </span>
  );
}
