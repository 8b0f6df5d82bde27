import { useState } from "react";
import { messages } from "@/lib/messages";
import { groupTargets } from "../target-groups";
import { draftProblem, rowProblem } from "../target-problems";
import type { TargetEdits } from "../use-target-edits";
import { TargetGroup } from "./target-group";
import { PercentField, TARGET_GRID, TargetRow } from "./target-row";

const text = messages.allocation;

/** The targets under their asset classes, and the cash target as a class of its own. */
export function TargetList({ edits }: { edits: TargetEdits }) {
  const { draft } = edits;
  const [movedId, setMovedId] = useState<string | null>(null);
  return (
    <div className="@container">
      <div aria-hidden className={`${TARGET_GRID} border-b border-line pb-2 text-xs font-medium text-ink-soft`}>
        <span className="pl-2">{text.symbol}</span>
        <span className="text-right">{text.target}</span>
        <span className="text-right">{text.tolerance}</span>
        <span className="hidden pl-2 @lg:inline">{text.assetClass}</span>
        <span className="text-center">{text.enabled}</span>
      </div>
      {groupTargets(draft.rows).map((group) => (
        <TargetGroup key={group.assetClass} assetClass={group.assetClass} sum={group.sum}>
          {group.rows.map((row) => (
            <TargetRow
              key={row.id}
              row={row}
              index={draft.rows.indexOf(row)}
              isNew={row.id !== row.symbol}
              isMoved={row.id === movedId}
              invalidField={rowProblem(row, draft.rows)?.field ?? null}
              onChange={(part) => {
                setMovedId("assetClass" in part ? row.id : null);
                edits.change(row.id, part);
              }}
              onRemove={() => edits.remove(row.id)}
            />
          ))}
        </TargetGroup>
      ))}
      <div className={`${TARGET_GRID} border-b border-line py-2`}>
        <span className="pl-2 text-sm font-semibold">{messages.common.cash}</span>
        <PercentField
          label={text.cashTarget}
          value={draft.cashPercent}
          isInvalid={draftProblem(draft) === text.reasons.cash}
          onValue={(cashPercent) => edits.replace({ ...draft, cashPercent })}
        />
      </div>
    </div>
  );
}
