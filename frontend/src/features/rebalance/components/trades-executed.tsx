import { Money, Quantity } from "@/components/money/figures";
import { Side } from "@/components/money/side";
import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import type { LegDocument } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { reasonWords } from "@/lib/reason-words";
import { LEG_LOOKS } from "../leg-look";

const text = messages.rebalance;

/** Requirement 004's table of executed trades, live: order ids, quantities, status and fills. */
export function TradesExecuted({ legs }: { legs: readonly LegDocument[] }) {
  return (
    <section>
      <h3 id="trades-executed" className="mb-2 text-sm font-semibold">
        {text.run.ordersTitle}
      </h3>
      {legs.length === 0 ? (
        <p className="text-sm text-ink-soft">{text.run.noOrders}</p>
      ) : (
        <Table aria-labelledby="trades-executed">
          <thead>
            <tr>
              <HeadCell>{text.columns.symbol}</HeadCell>
              <HeadCell>{text.columns.status}</HeadCell>
              <HeadCell className="text-right">{text.columns.filled}</HeadCell>
              <HeadCell className="hidden text-right sm:table-cell">{text.columns.fillPrice}</HeadCell>
              <HeadCell className="hidden sm:table-cell">{text.columns.order}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {legs.map((leg) => (
              <LegRow key={leg.number} leg={leg} />
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

function LegRow({ leg }: { leg: LegDocument }) {
  return (
    <tr>
      <RowHead className="whitespace-nowrap">
        {leg.symbol}
        <span className="block font-normal">
          <Side side={leg.side === "BUY" ? "buy" : "sell"} />
        </span>
      </RowHead>
      <Cell>
        <Badge {...LEG_LOOKS[leg.state]}>{text.legStates[leg.state]}</Badge>
        <LegNotes leg={leg} />
      </Cell>
      <Cell className="text-right">
        <span className="font-semibold">
          <Quantity value={leg.filled_quantity} />
        </span>
        <span className="block text-xs whitespace-nowrap text-ink-soft">
          {text.of} <Quantity value={leg.quantity} />
        </span>
        {leg.filled_average_price && (
          <span className="block text-xs whitespace-nowrap text-ink-soft sm:hidden">
            {text.at} <Money value={leg.filled_average_price} />
          </span>
        )}
      </Cell>
      <Cell className="hidden text-right sm:table-cell">
        {leg.filled_average_price ? <Money value={leg.filled_average_price} /> : <span className="text-ink-soft">{text.none}</span>}
      </Cell>
      <Cell className="hidden sm:table-cell">
        <OrderId leg={leg} />
      </Cell>
    </tr>
  );
}

function LegNotes({ leg }: { leg: LegDocument }) {
  return (
    <span className="mt-1 block space-y-0.5 text-xs text-ink-soft">
      {leg.broker_status && <span className="block">{text.brokerSays(leg.broker_status)}</span>}
      {leg.reason_code && <span className="block">{leg.note || reasonWords(leg.reason_code)}</span>}
      <span className="block sm:hidden">
        <OrderId leg={leg} />
      </span>
    </span>
  );
}

function OrderId({ leg }: { leg: LegDocument }) {
  if (!leg.broker_order_id) return <span className="text-xs text-ink-soft">{text.noOrderId}</span>;
  return <span className="font-mono text-[0.6875rem] leading-snug break-all text-ink-soft">{leg.broker_order_id}</span>;
}
