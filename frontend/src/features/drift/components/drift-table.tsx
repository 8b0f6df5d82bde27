import { ArrowDown, ArrowUp } from "lucide-react";
import { useState } from "react";
import { Percent } from "@/components/money/figures";
import { Card } from "@/components/ui/card";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { classNames } from "@/lib/class-names";
import type { DriftAnalysisRow, PlannedTrade } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { sumPercents } from "@/lib/percent";
import { actualPercent, type Palette, targetPercent } from "../slices";
import { nextSorting, type SortColumn, type Sorting, sortRows } from "../sort-rows";
import { railReach } from "./band-rail";
import { DriftRow } from "./drift-row";

const text = messages.drift;

interface DriftTableProps {
  rows: readonly DriftAnalysisRow[];
  /** What repairs the drift. */
  trades: readonly Pick<PlannedTrade, "symbol" | "estimated_value">[];
  palette: Palette;
}

export function DriftTable({ rows, trades, palette }: DriftTableProps) {
  const [sorting, setSorting] = useState<Sorting>({ column: "symbol", isDescending: false });
  const reach = railReach(rows);
  const sizes = new Map(trades.map(({ symbol, estimated_value }) => [symbol, estimated_value]));
  const heading = { sorting, onSort: (column: SortColumn) => setSorting(nextSorting(sorting, column)) };
  return (
    <Card title={text.tableTitle} titleId="drift-title" hint={text.tableHint}>
      {rows.length === 0 ? (
        <p className="text-sm text-ink-soft">{text.emptyRows}</p>
      ) : (
        <Table aria-labelledby="drift-title">
          <thead>
            <tr>
              <SortHeading column="symbol" {...heading} />
              <SortHeading column="target" isRight isWideOnly {...heading} />
              <SortHeading column="actual" isRight {...heading} />
              <SortHeading column="drift" isRight {...heading} />
              <HeadCell className="hidden text-center md:table-cell">{text.columns.band}</HeadCell>
              <HeadCell className="hidden md:table-cell">{text.columns.level}</HeadCell>
              <SortHeading column="value" isRight isWideOnly {...heading} />
              <HeadCell className="hidden md:table-cell">{text.columns.action}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {sortRows(rows, sorting).map((row) => (
              <DriftRow
                key={row.symbol}
                row={row}
                reach={reach}
                colour={palette.get(row.symbol) ?? "var(--slice-other)"}
                tradeValue={sizes.get(row.symbol) ?? null}
              />
            ))}
          </tbody>
          <tfoot>
            <tr className="text-ink-soft">
              <RowHead className="border-b-0 font-medium">{messages.common.total}</RowHead>
              <Cell className="hidden border-b-0 text-right md:table-cell">
                <Percent value={sumPercents(rows.map(targetPercent))} />
              </Cell>
              <Cell className="border-b-0 text-right">
                <Percent value={sumPercents(rows.map(actualPercent))} />
              </Cell>
              <Cell className="border-b-0" />
            </tr>
          </tfoot>
        </Table>
      )}
    </Card>
  );
}

interface SortHeadingProps {
  column: SortColumn;
  sorting: Sorting;
  isRight?: boolean;
  isWideOnly?: boolean;
  onSort: (column: SortColumn) => void;
}

function SortHeading({ column, sorting, isRight = false, isWideOnly = false, onSort }: SortHeadingProps) {
  const isSorted = sorting.column === column;
  const Arrow = sorting.isDescending ? ArrowDown : ArrowUp;
  return (
    <HeadCell
      aria-sort={isSorted ? (sorting.isDescending ? "descending" : "ascending") : undefined}
      className={classNames(isRight && "text-right", isWideOnly && "hidden md:table-cell")}
    >
      <button
        type="button"
        onClick={() => onSort(column)}
        className="-m-1 inline-flex items-baseline gap-1 rounded p-1 hover:text-ink"
      >
        {isSorted && <Arrow aria-hidden className="size-3 self-center" />}
        {text.columns[column]}
      </button>
    </HeadCell>
  );
}
