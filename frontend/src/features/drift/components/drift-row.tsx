import { Money, Percent, SignedPoints } from "@/components/money/figures";
import { LevelChip } from "@/components/money/level-chip";
import { symbolName } from "@/components/money/symbol-name";
import { Cell, RowHead } from "@/components/ui/table";
import type { DriftAnalysisRow } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { BandRail } from "./band-rail";

const text = messages.drift;

interface DriftRowProps {
  row: DriftAnalysisRow;
  reach: number;
  colour: string;
  /** What is bought or sold to repair the row; null where nothing is. */
  tradeValue: string | null;
}

export function DriftRow({ row, reach, colour, tradeValue }: DriftRowProps) {
  return (
    <tr>
      <RowHead>
        <span className="flex items-center gap-2">
          <span aria-hidden className="size-2.5 shrink-0 rounded-[3px]" style={{ backgroundColor: colour }} />
          {symbolName(row.symbol)}
        </span>
        <span className="mt-1 block text-xs font-normal text-ink-soft md:hidden">
          <Money value={row.market_value} />
        </span>
      </RowHead>
      <Cell className="hidden text-right md:table-cell">
        <Percent value={row.target_percent} />
      </Cell>
      <Cell className="text-right">
        <Percent value={row.actual_percent} />
        <span className="mt-1 block text-xs whitespace-nowrap text-ink-soft md:hidden">
          {text.ofTarget} <Percent value={row.target_percent} />
        </span>
      </Cell>
      <Cell className="w-[47%] text-right font-semibold md:w-auto">
        <span className="flex items-center justify-end gap-2">
          <span className="md:hidden">
            <LevelChip level={row.drift_level} />
          </span>
          <SignedPoints value={row.drift_percent} />
        </span>
        <span className="mt-1.5 block pl-3 md:hidden">
          <BandRail row={row} reach={reach} />
        </span>
      </Cell>
      <Cell className="hidden w-[28%] min-w-32 md:table-cell">
        <BandRail row={row} reach={reach} />
      </Cell>
      <Cell className="hidden md:table-cell">
        <LevelChip level={row.drift_level} />
      </Cell>
      <Cell className="hidden text-right md:table-cell">
        <Money value={row.market_value} />
      </Cell>
      <Cell className="hidden md:table-cell">
        {text.actions[row.action]}
        {tradeValue !== null && (
          <span className="block text-xs whitespace-nowrap text-ink-soft">
            <Money value={tradeValue} />
          </span>
        )}
      </Cell>
    </tr>
  );
}
