import { useId } from "react";
import { CASH_SYMBOL, symbolName } from "@/components/money/symbol-name";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import type { FlipPointView, RebalancingMethod, SkippedTradeView } from "@/lib/contracts/generated";
import { useFocusOnArrival } from "@/lib/focus";
import { messages } from "@/lib/messages";
import { useFlipPoints } from "../api/flip-points";

const text = messages.rebalance;

interface SkippedListProps {
  skipped: readonly SkippedTradeView[];
  method: RebalancingMethod | null;
}

/** What is not traded, why, and on request what would change that. */
export function SkippedList({ skipped, method }: SkippedListProps) {
  if (skipped.length === 0) return null;
  return (
    <section className="mt-5">
      <h3 className="text-sm font-semibold">{text.skippedTitle}</h3>
      <ul className="mt-2 divide-y divide-line">
        {skipped.map((trade) => (
          <SkippedLine key={`${trade.symbol} ${trade.reason_code}`} trade={trade} method={method} />
        ))}
      </ul>
    </section>
  );
}

function SkippedLine({ trade, method }: { trade: SkippedTradeView; method: RebalancingMethod | null }) {
  const flips = useFlipPoints();
  return (
    <li className="py-2 text-sm">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="w-16 shrink-0 font-semibold">{symbolName(trade.symbol)}</span>
        <span className="min-w-48 flex-1 leading-snug text-ink-soft">{trade.reason}</span>
        {trade.symbol !== CASH_SYMBOL && !flips.data && (
          <Button
            size="small"
            tone="quiet"
            className="print:hidden"
            isBusy={flips.isPending}
            aria-label={text.flips.askOf(trade.symbol)}
            onClick={() => flips.mutate({ symbol: trade.symbol, method })}
          >
            {text.flips.ask}
          </Button>
        )}
      </div>
      {flips.data && (
        <FlipPoints symbol={trade.symbol} points={flips.data} />
      )}
      {flips.error && <ErrorNotice title={messages.errors.titles.flips} error={flips.error} />}
    </li>
  );
}

/** What would change a decision; the focus comes here from the button that asked. */
function FlipPoints({ symbol, points }: { symbol: string; points: readonly FlipPointView[] }) {
  const id = useId();
  useFocusOnArrival(id, true);
  return (
    <ul
      id={id}
      tabIndex={-1}
      aria-label={text.flips.answerOf(symbol)}
      className="mt-1 list-disc space-y-0.5 pl-5 text-[0.8125rem] leading-snug outline-none sm:pl-24"
    >
      {points.length === 0 && <li>{text.flips.none}</li>}
      {points.map((point) => (
        <li key={point.message}>{point.message}</li>
      ))}
    </ul>
  );
}
