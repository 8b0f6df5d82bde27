import { Money, Percent, Quantity } from "@/components/money/figures";
import { Side } from "@/components/money/side";
import { symbolName } from "@/components/money/symbol-name";
import type { PlannedTrade } from "@/lib/contracts/generated";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";

const text = whatIfMessages;

/** The trades a scenario comes to, each with its reason. */
export function AnswerTrades({ title, trades }: { title: string; trades: readonly PlannedTrade[] }) {
  return (
    <section>
      <h3 className="text-sm font-semibold">{title}</h3>
      {trades.length === 0 ? (
        <p className="mt-1.5 text-sm text-ink-soft">{text.noTrades}</p>
      ) : (
        <ul className="mt-1 @2xl:grid @2xl:grid-cols-2 @2xl:gap-x-8">
          {trades.map((trade) => (
            <TradeItem key={trade.number} trade={trade} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TradeItem({ trade }: { trade: PlannedTrade }) {
  return (
    <li className="border-b border-line py-2.5 text-sm last:border-b-0">
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-semibold whitespace-nowrap">
          <Side side={trade.side} /> {symbolName(trade.symbol)}
        </span>
        <span className="font-semibold">
          <Money value={trade.estimated_value} />
        </span>
      </p>
      <p className="mt-0.5 flex flex-wrap items-baseline justify-between gap-x-3 text-xs text-ink-soft">
        <span>
          <Quantity value={trade.qty} /> {text.shares}
        </span>
        <span>
          <Percent value={trade.weight_before_percent} />
          <span aria-hidden className="mx-1">
            {text.arrow}
          </span>
          <span className="sr-only"> {text.to} </span>
          <Percent value={trade.weight_after_percent} />
        </span>
      </p>
      <p className="mt-1 text-[0.8125rem] leading-snug text-ink-soft">{trade.reason}</p>
    </li>
  );
}
