import type { SessionDocument } from "@/lib/contracts/generated";

export type MarketState = "open" | "earlyClose" | "closed" | "holiday" | "unknown";

export interface MarketPhase {
  state: MarketState;
  /** When it opens or closes next, RFC 3339; null where the calendar does not reach so far. */
  changesAt: string | null;
}

const MARKET_ZONE = "America/New_York";
const USUAL_CLOSE = "16:00";
const WEEKEND = new Set(["Sat", "Sun"]);

const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: MARKET_ZONE, dateStyle: "short" });
const WEEKDAY = new Intl.DateTimeFormat("en-US", { timeZone: MARKET_ZONE, weekday: "short" });
const CLOCK = new Intl.DateTimeFormat("en-GB", { timeZone: MARKET_ZONE, hour: "2-digit", minute: "2-digit" });

/** Where the exchange's day stands at a moment, from the broker's own calendar; opening and closing times count as after. */
export function marketPhase(sessions: readonly SessionDocument[], now: Date): MarketPhase {
  if (sessions.length === 0) return { state: "unknown", changesAt: null };
  const next = sessions.find((session) => Date.parse(session.closes_at) > now.getTime());
  if (!next) return { state: "unknown", changesAt: null };
  const isOpen = Date.parse(next.opens_at) <= now.getTime();
  if (isOpen) return { state: isEarlyClose(next) ? "earlyClose" : "open", changesAt: next.closes_at };
  return { state: isHoliday(sessions, now) ? "holiday" : "closed", changesAt: next.opens_at };
}

function isEarlyClose(session: SessionDocument): boolean {
  return CLOCK.format(new Date(session.closes_at)) < USUAL_CLOSE;
}

function isHoliday(sessions: readonly SessionDocument[], now: Date): boolean {
  const today = DAY.format(now);
  return !WEEKEND.has(WEEKDAY.format(now)) && !sessions.some((session) => session.day === today);
}
