import { useState } from "react";
import { Quantity } from "@/components/money/figures";
import { Side } from "@/components/money/side";
import { symbolName } from "@/components/money/symbol-name";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { TextField } from "@/components/ui/text-field";
import type { PlannedTrade, TradeEdit } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { draftTrades, editsOf, readShares, type TradeDraft, unreadable } from "../trade-draft";

const text = messages.rebalance.edit;

interface TradeEditorProps {
  /** What the plan trades by itself. */
  planned: readonly PlannedTrade[];
  wishes: readonly TradeEdit[];
  isChecking: boolean;
  onApply: (edits: TradeEdit[]) => void;
  onClose: () => void;
}

/** Lets the owner leave trades out or change their size; the server then works the whole plan out again. */
export function TradeEditor({ planned, wishes, isChecking, onApply, onClose }: TradeEditorProps) {
  const [drafts, setDrafts] = useState(() => draftTrades(planned, wishes));
  const change = (symbol: string, part: Partial<TradeDraft>) =>
    setDrafts(drafts.map((draft) => (draft.symbol === symbol ? { ...draft, ...part } : draft)));
  const wrong = unreadable(drafts);
  return (
    <section aria-labelledby="edit-title" className="space-y-3">
      <h3 id="edit-title" className="text-sm font-semibold">
        {text.title}
      </h3>
      <p className="max-w-prose text-[0.8125rem] leading-snug text-ink-soft">{text.hint}</p>
      <Table aria-labelledby="edit-title">
        <thead>
          <tr>
            <HeadCell>{text.include}</HeadCell>
            <HeadCell className="text-right">{text.shares}</HeadCell>
            <HeadCell className="hidden text-right sm:table-cell">{text.planned}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {drafts.map((draft) => (
            <DraftRow key={draft.symbol} draft={draft} onChange={(part) => change(draft.symbol, part)} />
          ))}
        </tbody>
      </Table>
      <div className="flex flex-wrap items-start gap-2">
        <Button tone="primary" isBusy={isChecking} reason={wrong && text.unreadable(wrong)} onClick={() => onApply(editsOf(drafts))}>
          {text.apply}
        </Button>
        <Button disabled={isChecking} onClick={() => setDrafts(draftTrades(planned, []))}>
          {text.reset}
        </Button>
        <Button tone="quiet" disabled={isChecking} onClick={onClose}>
          {messages.common.cancel}
        </Button>
      </div>
    </section>
  );
}

function DraftRow({ draft, onChange }: { draft: TradeDraft; onChange: (part: Partial<TradeDraft>) => void }) {
  const name = symbolName(draft.symbol);
  return (
    <tr>
      <RowHead>
        <Checkbox
          isChecked={draft.isIncluded}
          onCheck={(isIncluded) => onChange({ isIncluded })}
          label={
            <>
              <Side side={draft.side} /> {name}
            </>
          }
        />
      </RowHead>
      <Cell className="w-36 text-right">
        <TextField
          label={text.sharesOf(name)}
          isLabelHidden
          inputMode="decimal"
          value={draft.qty}
          disabled={!draft.isIncluded}
          isInvalid={draft.isIncluded && readShares(draft.qty) === null}
          inputClassName="text-right tabular-nums disabled:text-ink-soft"
          onValue={(qty) => onChange({ qty })}
        />
      </Cell>
      <Cell className="hidden text-right text-ink-soft sm:table-cell">
        <Quantity value={draft.plannedQty} />
      </Cell>
    </tr>
  );
}
