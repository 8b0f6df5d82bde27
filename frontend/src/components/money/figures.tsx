import { formatDay, formatFullTime, formatMarketClock, formatMarketDate, formatMarketShort, formatMarketTime } from "./format-time";
import { formatFraction, formatMoney, formatPercent, formatQuantity, formatSignedFraction, formatSignedMoney, formatSignedPercent } from "./format";

interface Figure {
  /** A decimal string exactly as the server sent it. */
  value: string;
}

export function Money({ value }: Figure) {
  return <span className="whitespace-nowrap tabular-nums">{formatMoney(value)}</span>;
}

/** A gain or loss: the sign is always there, but for zero. */
export function SignedMoney({ value }: Figure) {
  return <span className="whitespace-nowrap tabular-nums">{formatSignedMoney(value)}</span>;
}

/** A share of the portfolio, 0 to 1, shown as a percentage. */
export function Fraction({ value }: Figure) {
  return <span className="whitespace-nowrap tabular-nums">{formatFraction(value)}</span>;
}

/** A difference in fractions of the portfolio, shown in points; positive means overweight. */
export function SignedFraction({ value }: Figure) {
  return <span className="whitespace-nowrap tabular-nums">{formatSignedFraction(value)}</span>;
}

/** A share of the portfolio, 0 to 100. */
export function Percent({ value }: Figure) {
  return <span className="whitespace-nowrap tabular-nums">{formatPercent(value)}</span>;
}

/** A difference in points of the portfolio; positive means overweight. */
export function SignedPoints({ value }: Figure) {
  return <span className="whitespace-nowrap tabular-nums">{formatSignedPercent(value)}</span>;
}

export function Quantity({ value }: Figure) {
  return <span className="whitespace-nowrap tabular-nums">{formatQuantity(value)}</span>;
}

interface MomentProps {
  value: string;
  /** Shows it to the second, without the day. */
  isClock?: boolean;
  /** Shows day and time in New York alone, where there is little room. */
  isShort?: boolean;
}

/** A moment in New York time, with its date where the weekday would not tell which day, and the full local date as tooltip. */
export function Moment({ value, isClock = false, isShort = false }: MomentProps) {
  return (
    <time dateTime={value} title={formatFullTime(value)}>
      {isClock ? formatMarketClock(value) : isShort ? formatMarketShort(value) : formatMarketTime(value)}
    </time>
  );
}

/** A moment with its day, for lists over weeks: "Mar 23, 2020, 11:05 New York"; `isWrapping` lets it take two lines. */
export function DatedMoment({ value, isWrapping = false }: { value: string; isWrapping?: boolean }) {
  return (
    <time dateTime={value} title={formatFullTime(value)} className={isWrapping ? "whitespace-normal" : "whitespace-nowrap"}>
      {formatMarketDate(value)}
    </time>
  );
}

/** A calendar day, such as a trading day: "Mon, Mar 23, 2020". */
export function Day({ value }: { value: string }) {
  return (
    <time dateTime={value} className="whitespace-nowrap">
      {formatDay(value)}
    </time>
  );
}
