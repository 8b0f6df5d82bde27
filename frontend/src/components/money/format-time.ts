const LOCALE = "en-US";
const MARKET_ZONE = "America/New_York";

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SECOND_MS = 1000;
/** A weekday alone names one day only within these days of the present, before or after it. */
const NAMED_BY_WEEKDAY = 6 * DAY * SECOND_MS;

type Options = Intl.DateTimeFormatOptions;

const MOMENT: Options = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const CLOCK: Options = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
const SHORT_DATED: Options = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DATED: Options = { month: "short", day: "numeric", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
const DAY_ONLY: Options = { weekday: "short", month: "short", day: "numeric", year: "numeric", timeZone: "UTC" };
const FULL: Options = { dateStyle: "medium", timeStyle: "long" };

/**
 * A moment in market time with local time in parentheses where it differs: "Mon 09:30 New York (15:30 here)". One that is
 * more than six days away has its date: "Mar 23, 2020, 09:30 New York (14:30 here)".
 */
export function formatMarketTime(moment: string, localZone?: string, now = Date.now()): string {
  const when = new Date(moment);
  const options = isFar(when, now) ? DATED : MOMENT;
  const market = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: MARKET_ZONE }).format(when);
  const local = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: localZone }).format(when);
  return market === local ? `${market} New York` : `${market} New York (${sameDay(market, local)} here)`;
}

/** A moment in market time alone: "Mon 09:30", or "Dec 14, 09:30" where the weekday would not tell which day. */
export function formatMarketShort(moment: string, now = Date.now()): string {
  const when = new Date(moment);
  const options = isFar(when, now) ? SHORT_DATED : MOMENT;
  return new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: MARKET_ZONE }).format(when);
}

function isFar(when: Date, now: number): boolean {
  return Math.abs(when.getTime() - now) > NAMED_BY_WEEKDAY;
}

/** The market's clock to the second, for moments that lie close together: "11:05:02 New York". */
export function formatMarketClock(moment: string): string {
  const clock = new Intl.DateTimeFormat(LOCALE, { ...CLOCK, timeZone: MARKET_ZONE }).format(new Date(moment));
  return `${clock} New York`;
}

/** A clock to the second, by the market's time or by the reader's own: "11:05:02". */
export function formatClock(moment: Date, zone: "market" | "local" = "market"): string {
  const timeZone = zone === "market" ? MARKET_ZONE : undefined;
  return new Intl.DateTimeFormat(LOCALE, { ...CLOCK, timeZone }).format(moment);
}

/** Whether the reader's own clock is the market's. */
export function isMarketZone(): boolean {
  const moment = new Date();
  return formatClock(moment) === formatClock(moment, "local");
}

/** A moment with its day in market time: "Mar 23, 2020, 11:05 New York". */
export function formatMarketDate(moment: string): string {
  return `${new Intl.DateTimeFormat(LOCALE, { ...DATED, timeZone: MARKET_ZONE }).format(new Date(moment))} New York`;
}

/** A calendar day ("2020-03-23") as "Mon, Mar 23, 2020", the same in every time zone. */
export function formatDay(day: string): string {
  return new Intl.DateTimeFormat(LOCALE, DAY_ONLY).format(new Date(`${day}T00:00:00Z`));
}

/** The full date, time and zone, for tooltips. */
export function formatFullTime(moment: string): string {
  return new Intl.DateTimeFormat(LOCALE, FULL).format(new Date(moment));
}

/** A length of time such as "12 s", "4:05 min", "3 h" or "2 d"; negative lengths count as zero. */
export function formatSeconds(seconds: number): string {
  const whole = Math.max(0, seconds);
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)}:${String(whole % MINUTE).padStart(2, "0")} min`;
  return whole < 2 * DAY ? `${Math.floor(whole / HOUR)} h` : `${Math.floor(whole / DAY)} d`;
}

const dayOf = (text: string) => text.slice(0, text.lastIndexOf(" "));

function sameDay(market: string, local: string): string {
  return dayOf(market) === dayOf(local) ? local.slice(local.lastIndexOf(" ") + 1) : local;
}
