import { useState } from "react";
import { Money, Quantity } from "@/components/money/figures";
import { Button } from "@/components/ui/button";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { tax as taxMessages } from "@/lib/messages/tax";
import { isPositive } from "@/lib/percent";
import type { LotGroup, LotView } from "../lot-groups";
import { ShortDay } from "./short-day";
import { TermChip } from "./term-chip";

const text = taxMessages.lots;
const PAGE = 30;
const SOON_DAYS = 30;

/** The lots of one symbol, thirty at a time. */
export function LotTable({ group }: { group: LotGroup }) {
  const [shown, setShown] = useState(PAGE);
  const left = group.lots.length - shown;
  return (
    <>
      <Table aria-label={text.tableOf(group.symbol)} className="table-fixed [&_tbody_tr:last-child>*]:border-b-0">
        <thead>
          <tr>
            <HeadCell className="w-[34%] md:w-auto">{text.columns.acquired}</HeadCell>
            <HeadCell className="hidden text-right md:table-cell">{text.columns.quantity}</HeadCell>
            <HeadCell className="hidden text-right md:table-cell">{text.columns.cost}</HeadCell>
            <HeadCell className="hidden text-right md:table-cell">{text.columns.wash}</HeadCell>
            <HeadCell className="w-[30%] text-right md:w-auto">{text.columns.basis}</HeadCell>
            <HeadCell className="pl-4 md:w-[21%] md:pl-6">{text.columns.term}</HeadCell>
            <HeadCell className="hidden md:table-cell md:w-[17%]">{text.columns.from}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {group.lots.slice(0, shown).map((lot) => (
            <LotRow key={lot.key} lot={lot} />
          ))}
        </tbody>
      </Table>
      {left > 0 && (
        <Button tone="quiet" size="small" className="mt-2" onClick={() => setShown(shown + PAGE)}>
          {text.more(left)}
        </Button>
      )}
    </>
  );
}

function LotRow({ lot }: { lot: LotView }) {
  const hasWash = isPositive(lot.wash_addition);
  return (
    <tr>
      <RowHead className="align-top font-medium">
        <ShortDay value={lot.acquired} />
        {lot.held_from !== lot.acquired && (
          <span className="mt-0.5 block text-xs font-normal text-ink-soft">
            {text.heldFrom} <ShortDay value={lot.held_from} />
          </span>
        )}
        <span className="mt-0.5 block text-xs font-normal text-ink-soft md:hidden">
          <Origin lot={lot} />
        </span>
      </RowHead>
      <Cell className="hidden text-right align-top md:table-cell">
        <Quantity value={lot.quantity} />
      </Cell>
      <Cell className="hidden text-right align-top md:table-cell">
        <Money value={lot.cost} />
      </Cell>
      <Cell className="hidden text-right align-top md:table-cell">
        {hasWash ? <Money value={lot.wash_addition} /> : <span className="text-ink-soft">{taxMessages.none}</span>}
      </Cell>
      <Cell className="text-right align-top">
        <Money value={lot.cost_basis} />
        <span className="mt-0.5 block text-xs text-ink-soft md:hidden">
          <Quantity value={lot.quantity} /> {text.shares}
        </span>
        {hasWash && (
          <span className="mt-0.5 block text-xs text-ink-soft md:hidden">
            {text.washAdds} <Money value={lot.wash_addition} />
          </span>
        )}
      </Cell>
      <Cell className="pl-4 align-top md:pl-6">
        <TermChip term={lot.term} />
        <span className="mt-1 block text-xs text-ink-soft">
          <Release lot={lot} />
        </span>
      </Cell>
      <Cell className="hidden align-top text-[0.8125rem] md:table-cell">
        <Origin lot={lot} />
      </Cell>
    </tr>
  );
}

function Release({ lot }: { lot: LotView }) {
  if (lot.term === "LONG") {
    return (
      <>
        {text.longSince} <ShortDay value={lot.longFrom} />
      </>
    );
  }
  return (
    <>
      {text.longFrom} <ShortDay value={lot.longFrom} />
      <span className={lot.daysLeft <= SOON_DAYS ? "block font-medium text-ink" : "block"}>{text.left(lot.daysLeft)}</span>
    </>
  );
}

function Origin({ lot }: { lot: LotView }) {
  return (
    <>
      {text.sources[lot.source]}
      <span className="block break-all text-ink-soft">{lot.account}</span>
      {lot.is_replacement && <span className="block text-ink-soft">{text.replacement}</span>}
    </>
  );
}
