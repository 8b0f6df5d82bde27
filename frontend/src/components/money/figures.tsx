import { formatFullTime, formatMarketClock, formatMarketTime } from "./format-time";
import { formatMoney, formatPercent, formatQuantity, formatSignedPercent } from "./format";

interface Figure {
  /** A decimal string exactly as the server sent it. */
  value: string;
}

export function Money({ value }: Figure) {
  return <span className="whitespace-nowrap tabular-nums">{formatMoney(value)}</span>;
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

/** A moment in New York time, with the full local date as tooltip; `isClock` shows it to the second, without the day. */
export function Moment({ value, isClock = false }: { value: string; isClock?: boolean }) {
  return (
    <time dateTime={value} title={formatFullTime(value)}>
      {isClock ? formatMarketClock(value) : formatMarketTime(value)}
    </time>
  );
}
