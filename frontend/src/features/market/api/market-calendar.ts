import type { MarketCalendarDocument, SessionDocument } from "@/lib/contracts/generated";
import { useLiveDoc } from "@/lib/firebase";

/** The trading days of this year and the next, in order; none while the calendar has not been read. */
export function useSessions(year: number): readonly SessionDocument[] {
  const current = useLiveDoc<MarketCalendarDocument>(`marketCalendar/${year}`);
  const following = useLiveDoc<MarketCalendarDocument>(`marketCalendar/${year + 1}`);
  return [current, following].flatMap((live) => (live.status === "ready" ? live.value.sessions : []));
}
