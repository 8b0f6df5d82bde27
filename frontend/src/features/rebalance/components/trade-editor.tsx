import { useState } from "react";
import { Quantity } from "@/components/money/figures";
import { Side } from "@/components/money/side";
import { symbolName } from "@/components/money/symbol-name";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { TextField } from "@/components/ui/text-field";
import type { TradeEdit } from "@/lib/contracts/generated";
import { useFocusOnArrival } from "@/lib/focus";
import { messages } from "@/lib/messages";
import { useUnsaved } from "@/lib/unsaved";
import type { OwnTrade } from "../own-trades";
import { draftTrades, editsOf, isUnreadable, type TradeDraft, unreadable } from "../trade-draft";

const text = messages.rebalance.edit;
const TITLE_ID = "edit-title";

interface TradeEditorProps {
  /** What the plan trades by itself. */
  planned: readonly OwnTrade[];
  wishes: readonly TradeEdit[];
  isChecking: boolean;
  onApply: (edits: TradeEdit[]) => void;
  onClose: () => void;
}

/** Lets the owner leave trades out or change their size; the server then works the whole plan out again. */
export function TradeEditor({ planned, wishes, isChecking, onApply, onClose }: TradeEditorProps) {
  const [first] = useState(() => draftTrades(planned, wishes));
  const [drafts, setDrafts] = useState(first);
  useUnsaved(drafts !== first && JSON.stringify(editsOf(drafts)) !== JSON.stringify(editsOf(first)));
  useFocusOnArrival(TITLE_ID, true);
  const change = (symbol: string, part: Partial<TradeDraft>) =>
    setDrafts(drafts.map((draft) => (draft.symbol === symbol ? { ...draft, ...part } : draft)));
  const wrong = unreadable(drafts);
  return (
    <section aria-labelledby={TITLE_ID} className="space-y-3">
      <h3 id={TITLE_ID} tabIndex={-1} className="text-sm font-semibold outline-none">
        {text.title}
      </h3>
      <p className="max-w-prose text-[0.8125rem] leading-snug text-ink-soft">{text.hint}</p>
      <Table aria-labelledby={TITLE_ID}>
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
          placeholder={draft.plannedQty === null ? text.asPlanned : undefined}
          isInvalid={isUnreadable(draft)}
          inputClassName="text-right tabular-nums disabled:text-ink-soft"
          onValue={(qty) => onChange({ qty })}
        />
      </Cell>
      <Cell className="hidden text-right text-ink-soft sm:table-cell">
        {draft.plannedQty === null ? messages.rebalance.none : <Quantity value={draft.plannedQty} />}
      </Cell>
    </tr>
  );
}
