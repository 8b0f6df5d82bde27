const LOCALE = "en-US";
const MARKET_ZONE = "America/New_York";
const YEAR_MONTH: Intl.DateTimeFormatOptions = { year: "numeric", month: "2-digit", timeZone: MARKET_ZONE };
const NAME: Intl.DateTimeFormatOptions = { month: "long", year: "numeric", timeZone: "UTC" };

export interface Month {
  /** "2020-03" */
  id: string;
  name: string;
  firstDay: string;
  lastDay: string;
}

/** The last months by New York's calendar, this one first. */
export function recentMonths(now: Date, count: number): Month[] {
  const parts = new Intl.DateTimeFormat(LOCALE, YEAR_MONTH).formatToParts(now);
  const part = (type: string) => +(parts.find((each) => each.type === type)?.value ?? "0");
  return Array.from({ length: count }, (_, back) => monthOf(part("year"), part("month") - 1 - back));
}

function monthOf(year: number, monthIndex: number): Month {
  const first = new Date(Date.UTC(year, monthIndex, 1));
  const last = new Date(Date.UTC(year, monthIndex + 1, 0));
  const firstDay = isoDay(first);
  return { id: firstDay.slice(0, 7), name: new Intl.DateTimeFormat(LOCALE, NAME).format(first), firstDay, lastDay: isoDay(last) };
}

function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}
