import { Money, Percent, Quantity } from "@/components/money/figures";
import { Side } from "@/components/money/side";
import { symbolName } from "@/components/money/symbol-name";
import { formatQuantity } from "@/components/money/format";
import { Badge } from "@/components/ui/badge";
import { HeadCell, Table } from "@/components/ui/table";
import type { PlannedTrade } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

const text = messages.rebalance;

/** The planned trades, sells before buys, each with its reason. */
export function TradeTable({ trades, labelledBy }: { trades: readonly PlannedTrade[]; labelledBy: string }) {
  const sells = trades.filter((trade) => trade.side === "sell");
  const buys = trades.filter((trade) => trade.side === "buy");
  return (
    <Table aria-labelledby={labelledBy}>
      <thead>
        <tr>
          <HeadCell>{text.columns.symbol}</HeadCell>
          <HeadCell className="text-right">{text.columns.shares}</HeadCell>
          <HeadCell className="hidden text-right sm:table-cell">{text.columns.price}</HeadCell>
          <HeadCell className="text-right">{text.columns.amount}</HeadCell>
          <HeadCell className="hidden text-right sm:table-cell">{text.columns.weight}</HeadCell>
        </tr>
      </thead>
      {sells.length > 0 && <TradeGroup title={text.sells(sells.length)} note={text.sellsFirst} trades={sells} />}
      {buys.length > 0 && <TradeGroup title={text.buys(buys.length)} note={sells.length > 0 ? text.buysAfter : ""} trades={buys} />}
    </Table>
  );
}

function TradeGroup({ title, note, trades }: { title: string; note: string; trades: readonly PlannedTrade[] }) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={5} className="pt-4 pb-1 text-left text-xs font-medium text-ink-soft">
          <span className="font-semibold text-ink">{title}</span>
          {note && <span className="ml-2">{note}</span>}
        </th>
      </tr>
      {trades.map((trade) => (
        <TradeRows key={trade.number} trade={trade} />
      ))}
    </tbody>
  );
}

function TradeRows({ trade }: { trade: PlannedTrade }) {
  return (
    <>
      <tr>
        <th scope="row" className="pt-2.5 pr-2 text-left font-semibold whitespace-nowrap compact:pt-1">
          <Side side={trade.side} /> {symbolName(trade.symbol)}
        </th>
        <td className="px-2 pt-2.5 text-right compact:pt-1">
          <Quantity value={trade.qty} />
        </td>
        <td className="hidden px-2 pt-2.5 text-right compact:pt-1 sm:table-cell">
          <Money value={trade.estimated_price} />
        </td>
        <td className="pt-2.5 pl-2 text-right font-semibold compact:pt-1 sm:px-2">
          <Money value={trade.estimated_value} />
        </td>
        <td className="hidden pt-2.5 pl-2 text-right compact:pt-1 sm:table-cell">
          <WeightChange trade={trade} />
        </td>
      </tr>
      <tr>
        <td colSpan={5} className="border-b border-line pt-0.5 pb-2.5 compact:pb-1 text-[0.8125rem] leading-snug text-ink-soft">
          <span className="mr-2 text-ink sm:hidden">
            <WeightChange trade={trade} />
          </span>
          {trade.is_edited && (
            <span className="mr-2 inline-flex items-baseline gap-1.5">
              <Badge tone="accent">{text.edit.edited}</Badge>
              {text.edit.was(formatQuantity(trade.planned_qty))}
            </span>
          )}
          <span className="sr-only">{text.because} </span>
          {trade.reason}
        </td>
      </tr>
    </>
  );
}

function WeightChange({ trade }: { trade: PlannedTrade }) {
  return (
    <span className="whitespace-nowrap">
      <span className="sr-only">{text.from} </span>
      <Percent value={trade.weight_before_percent} />
      <span aria-hidden className="mx-1 text-ink-soft">
        {text.arrow}
      </span>
      <span className="sr-only"> {text.to} </span>
      <Percent value={trade.weight_after_percent} />
    </span>
  );
}
