import { symbolName } from "@/components/money/symbol-name";
import type { SkippedTradeView } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

/** What is not traded, and why. */
export function SkippedList({ skipped }: { skipped: readonly SkippedTradeView[] }) {
  if (skipped.length === 0) return null;
  return (
    <section className="mt-5">
      <h3 className="text-sm font-semibold">{messages.rebalance.skippedTitle}</h3>
      <dl className="mt-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-sm">
        {skipped.map((trade) => (
          <div key={`${trade.symbol} ${trade.reason_code}`} className="contents">
            <dt className="font-semibold">{symbolName(trade.symbol)}</dt>
            <dd className="text-ink-soft">{trade.reason}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
