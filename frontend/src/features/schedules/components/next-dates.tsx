import { Day } from "@/components/money/figures";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";

const text = schedulesMessages.now;

interface NextDatesProps {
  dates: readonly string[];
  /** The last session that the exchange has told; dates after it are weekdays. */
  knownUntil: string;
}

/** The trading days on which a rule's calendar comes round next. */
export function NextDates({ dates, knownUntil }: NextDatesProps) {
  const hasNominal = dates.some((date) => date > knownUntil);
  return (
    <section aria-labelledby="dates-title" className="min-w-0">
      <h3 id="dates-title" className="text-sm font-semibold">
        {text.datesTitle}
      </h3>
      {dates.length === 0 ? (
        <p className="mt-2 text-sm text-ink-soft">{text.noDates}</p>
      ) : (
        <>
          <ol className="mt-2 flex flex-wrap gap-2">
            {dates.map((date) => (
              <li key={date} className="rounded-md border border-line px-2.5 py-1.5 text-sm tabular-nums">
                <Day value={date} />
              </li>
            ))}
          </ol>
          <p className="mt-2 text-[0.8125rem] leading-snug text-ink-soft">{text.datesHint}</p>
          {hasNominal && (
            <p className="mt-1 text-[0.8125rem] leading-snug text-ink-soft">
              {text.datesKnownUntil} <Day value={knownUntil} />
            </p>
          )}
        </>
      )}
    </section>
  );
}
