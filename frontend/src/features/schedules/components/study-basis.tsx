import { formatDay } from "@/components/money/format-time";
import type { StudiedSymbolDocument, StudyBasisDocument } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";

const text = schedulesMessages.study;

/** The days a result rests on, and what of each symbol is missing or has ended. */
export function StudyBasis({ basis, seed }: { basis: StudyBasisDocument; seed: number }) {
  return (
    <section aria-labelledby="study-basis" className="text-sm">
      <h3 id="study-basis" className="font-semibold">
        {text.basisTitle}
      </h3>
      <p className="mt-0.5 text-[0.8125rem] text-ink-soft">{text.basis(basis.observations, formatDay(basis.first_day), formatDay(basis.last_day))}</p>
      <ul aria-labelledby="study-basis" className="mt-2 grid gap-x-4 gap-y-1 sm:grid-cols-2">
        {basis.symbols.map((symbol) => (
          <SymbolLine key={symbol.symbol} symbol={symbol} />
        ))}
      </ul>
      <p className="mt-2 text-[0.8125rem] text-ink-soft">{text.seed(seed)}</p>
    </section>
  );
}

function SymbolLine({ symbol }: { symbol: StudiedSymbolDocument }) {
  const faults = [symbol.missing > 0 && text.missing(symbol.missing), symbol.is_stale && text.stale(formatDay(symbol.last_day))].filter((fault) => fault !== false);
  return (
    <li className="min-w-0">
      <span className="font-semibold">{symbol.symbol}</span>{" "}
      <span className="text-ink-soft">{[text.closes(symbol.closes), text.since(formatDay(symbol.first_day))].join(" ")}</span>
      {faults.length > 0 && <span className="font-medium text-warning"> {faults.join(", ")}</span>}
    </li>
  );
}
