import { CalendarOff, CircleDashed, Clock, Moon, Sun } from "lucide-react";
import { Moment } from "@/components/money/figures";
import { formatClock, formatSeconds, isMarketZone } from "@/components/money/format-time";
import { secondsUntil, useNow } from "@/lib/clock";
import { messages } from "@/lib/messages";
import type { MarketState } from "../market-phase";
import { useMarketPhase } from "../use-market-phase";

const text = messages.market;
const ICONS = { open: Sun, earlyClose: Sun, closed: Moon, holiday: CalendarOff, unknown: CircleDashed } satisfies Record<MarketState, unknown>;

interface MarketBarProps {
  /** When the prices that are shown were read; null before any were. */
  pricesAt: string | null;
}

/** Whether the exchange is open, what changes next, how old the prices are, and the time there and here. */
export function MarketBar({ pricesAt }: MarketBarProps) {
  const { state, changesAt, now } = useMarketPhase();
  const Icon = ICONS[state];
  const isOpen = state === "open" || state === "earlyClose";
  return (
    <section
      aria-label={text.label}
      className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-1.5 text-xs text-ink-soft sm:px-6"
    >
      <span className="inline-flex items-center gap-1.5 font-medium text-ink">
        <Icon aria-hidden className={isOpen ? "size-3.5 text-ok" : "size-3.5 text-ink-soft"} />
        {text.states[state]}
      </span>
      {changesAt && (
        <span>
          {isOpen ? text.closes : text.opens} <Moment value={changesAt} />
        </span>
      )}
      {pricesAt && <PriceAge at={pricesAt} />}
      <span className="ml-auto inline-flex items-center gap-1.5 tabular-nums max-sm:hidden">
        <Clock aria-hidden className="size-3.5" />
        {formatClock(now)} {text.now}
        {!isMarketZone() && <span>{text.here(formatClock(now, "local"))}</span>}
      </span>
    </section>
  );
}

function PriceAge({ at }: { at: string }) {
  const age = -secondsUntil(at, useNow());
  return (
    <span className="tabular-nums max-sm:hidden">
      {text.prices} <Moment value={at} isShort /> {text.age(formatSeconds(age))}
    </span>
  );
}
