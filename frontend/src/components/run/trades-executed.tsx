import { Money, Quantity } from "@/components/money/figures";
import { Side } from "@/components/money/side";
import { Badge } from "@/components/ui/badge";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import type { LegDocument } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { reasonWords } from "@/lib/reason-words";
import { LEG_LOOKS } from "./leg-look";

const text = messages.rebalance;

interface TradesExecutedProps {
  legs: readonly LegDocument[];
  /** True where our own order ids are shown beside the broker's. */
  hasClientIds?: boolean;
  /** True where a card around the table carries the title. */
  isTitleHidden?: boolean;
}

/** Requirement 004's table of executed trades, live: order ids, quantities, status and fills. */
export function TradesExecuted({ legs, hasClientIds = false, isTitleHidden = false }: TradesExecutedProps) {
  return (
    <section>
      <h3 id="trades-executed" className={isTitleHidden ? "sr-only" : "mb-2 text-sm font-semibold"}>
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
              <LegRow key={leg.number} leg={leg} hasClientIds={hasClientIds} />
            ))}
          </tbody>
        </Table>
      )}
    </section>
  );
}

interface LegProps {
  leg: LegDocument;
  hasClientIds: boolean;
}

function LegRow({ leg, hasClientIds }: LegProps) {
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
        <LegNotes leg={leg} hasClientIds={hasClientIds} />
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
        <OrderIds leg={leg} hasClientIds={hasClientIds} />
      </Cell>
    </tr>
  );
}

function LegNotes({ leg, hasClientIds }: LegProps) {
  return (
    <span className="mt-1 block space-y-0.5 text-xs text-ink-soft">
      {leg.broker_status && <span className="block">{text.brokerSays(leg.broker_status)}</span>}
      {leg.reason_code && <span className="block">{leg.note || reasonWords(leg.reason_code)}</span>}
      <span className="block sm:hidden">
        <OrderIds leg={leg} hasClientIds={hasClientIds} />
      </span>
    </span>
  );
}

function OrderIds({ leg, hasClientIds }: LegProps) {
  return (
    <span className="block space-y-0.5 text-xs text-ink-soft">
      {leg.broker_order_id ? <Id value={leg.broker_order_id} /> : <span className="block">{text.noOrderId}</span>}
      {hasClientIds && (
        <span className="block">
          {text.clientId} <Id value={leg.client_order_id} />
        </span>
      )}
    </span>
  );
}

function Id({ value }: { value: string }) {
  return <span className="font-mono text-[0.6875rem] leading-snug break-all">{value}</span>;
}
