const SHORT_DAY = new Intl.DateTimeFormat("en-US", { month: "short", day: "numeric", year: "numeric", timeZone: "UTC" });

/** A calendar day without its weekday, "Mar 23, 2020": tax days need not be trading days. */
export function formatShortDay(day: string): string {
  return SHORT_DAY.format(new Date(`${day}T00:00:00Z`));
}

export function ShortDay({ value }: { value: string }) {
  return (
    <time dateTime={value} className="whitespace-nowrap tabular-nums">
      {formatShortDay(value)}
    </time>
  );
}
