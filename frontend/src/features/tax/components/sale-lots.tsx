import { Money, Quantity, SignedMoney } from "@/components/money/figures";
import { Side } from "@/components/money/side";
import { symbolName } from "@/components/money/symbol-name";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import type { LotUseView, SaleTaxView } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { tax as taxMessages } from "@/lib/messages/tax";
import { isPositive } from "@/lib/percent";
import { ShortDay } from "./short-day";
import { TermChip } from "./term-chip";

const text = taxMessages.panel;
const columns = text.salesColumns;

/** Each sale with the lots it would use up, their term and their gain. */
export function SaleLots({ sales }: { sales: readonly SaleTaxView[] }) {
  return (
    <Table aria-label={text.salesTitle}>
      <thead>
        <tr>
          <HeadCell>{columns.lot}</HeadCell>
          <HeadCell className="hidden text-right sm:table-cell">{columns.shares}</HeadCell>
          <HeadCell className="sm:pl-4">{columns.term}</HeadCell>
          <HeadCell className="text-right">{columns.gain}</HeadCell>
        </tr>
      </thead>
      {sales.map((sale) => (
        <tbody key={sale.symbol}>
          <tr>
            <th scope="rowgroup" colSpan={4} className="border-b border-line pt-4 pb-2 text-left text-sm font-normal">
              <SaleHeading sale={sale} />
            </th>
          </tr>
          {sale.lots.map((lot) => (
            <LotUseRow key={`${lot.lot_id} ${lot.acquired} ${lot.qty}`} lot={lot} />
          ))}
        </tbody>
      ))}
    </Table>
  );
}

function SaleHeading({ sale }: { sale: SaleTaxView }) {
  return (
    <>
      <span className="flex flex-wrap gap-x-2 gap-y-0.5">
        <span className="font-semibold">
          <Side side="sell" /> <Quantity value={sale.qty} /> {symbolName(sale.symbol)}
        </span>
        <span className="text-ink-soft">
          {text.proceeds} <Money value={sale.proceeds_estimate} /> {messages.common.dot} {text.taxNow} <SignedMoney value={sale.tax_now_estimate} />
          {sale.wait_until && (
            <>
              {` ${messages.common.dot} `}
              <SignedMoney value={sale.tax_if_waited_estimate} /> {text.taxWaited} <ShortDay value={sale.wait_until} />
            </>
          )}
        </span>
      </span>
      {isPositive(sale.disallowed_loss_estimate) && (
        <span className="mt-0.5 block text-[0.8125rem] text-warning">
          <Money value={sale.disallowed_loss_estimate} /> {text.saleDisallowed}
        </span>
      )}
      {isPositive(sale.uncovered_qty) && (
        <span className="mt-0.5 block text-[0.8125rem] text-warning">
          <Quantity value={sale.uncovered_qty} /> {text.uncovered}
        </span>
      )}
    </>
  );
}

function LotUseRow({ lot }: { lot: LotUseView }) {
  return (
    <tr>
      <RowHead className="font-normal">
        <ShortDay value={lot.acquired} />
        <span className="mt-0.5 block text-xs text-ink-soft sm:hidden">
          <Quantity value={lot.qty} /> {text.shares}
        </span>
      </RowHead>
      <Cell className="hidden text-right sm:table-cell">
        <Quantity value={lot.qty} />
      </Cell>
      <Cell className="sm:pl-4">
        <TermChip term={lot.term} />
        {lot.term === "SHORT" && <span className="mt-0.5 block text-xs text-ink-soft sm:ml-2 sm:inline">{text.untilLong(lot.days_to_long_term)}</span>}
      </Cell>
      <Cell className="text-right font-medium">
        <SignedMoney value={lot.gain_estimate} />
      </Cell>
    </tr>
  );
}
