import type { ReactNode } from "react";
import { Day, Fraction, SignedFraction } from "@/components/money/figures";
import { formatFraction, formatSignedFraction } from "@/components/money/format";
import { formatDay } from "@/components/money/format-time";
import { LevelChip } from "@/components/money/level-chip";
import { symbolName } from "@/components/money/symbol-name";
import type { SnapshotRow } from "@/lib/contracts/generated";
import { history as historyMessages } from "@/lib/messages/history";
import { type DriftDay, driftOf, type DriftSeries, levelOf, type LineName } from "../drift-series";
import { LINE_LOOKS } from "./line-looks";

const text = historyMessages;

interface DayReadoutProps {
  day: DriftDay;
  lines: readonly LineName[];
  isSigned: boolean;
}

/** The figures of one day; they name the lines of the chart, too. */
export function DayReadout({ day, lines, isSigned }: DayReadoutProps) {
  return (
    <dl className="grid min-h-12 grid-cols-2 gap-x-6 gap-y-2 rounded-lg bg-sunken px-4 py-3 sm:flex sm:flex-wrap">
      <Item name={text.day}>
        <Day value={day.day} />
      </Item>
      {lines.map((line, index) => (
        <Item key={line} name={text.lines[line]} swatch={<Swatch line={line} />}>
          <Value value={day.values[index] ?? null} isSigned={isSigned} />
        </Item>
      ))}
      {day.row && (isSigned ? <RowItems row={day.row} /> : <FurthestItems row={day.row} />)}
    </dl>
  );
}

function RowItems({ row }: { row: SnapshotRow }) {
  return (
    <>
      <Item name={text.actual}>
        <Fraction value={row.actual_weight} />
      </Item>
      <Item name={text.target}>
        <Fraction value={row.target_weight} />
      </Item>
      <Item name={text.band}>{text.bandOf(formatFraction(row.band.tolerance))}</Item>
      <Item name={text.level}>
        <LevelChip level={levelOf(row)} />
      </Item>
    </>
  );
}

function FurthestItems({ row }: { row: SnapshotRow }) {
  return (
    <>
      <Item name={text.furthest}>
        {symbolName(row.key)} <SignedFraction value={driftOf(row)} />
      </Item>
      <Item name={text.band}>{text.bandOf(formatFraction(row.band.tolerance))}</Item>
      <Item name={text.level}>
        <LevelChip level={levelOf(row)} />
      </Item>
    </>
  );
}

function Item({ name, swatch, children }: { name: string; swatch?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="flex items-center gap-1.5 text-xs text-ink-soft">
        {swatch}
        {name}
      </dt>
      <dd className="mt-0.5 text-sm font-semibold whitespace-nowrap tabular-nums">{children}</dd>
    </div>
  );
}

function Swatch({ line }: { line: LineName }) {
  const { colour, dash } = LINE_LOOKS[line];
  return (
    <svg aria-hidden width="18" height="4" className="shrink-0">
      <line x1="0" x2="18" y1="2" y2="2" stroke={colour} strokeWidth="2.5" strokeDasharray={dash} />
    </svg>
  );
}

function Value({ value, isSigned }: { value: string | null; isSigned: boolean }) {
  if (value === null) return <span className="font-normal text-ink-soft">{text.notThere}</span>;
  return isSigned ? <SignedFraction value={value} /> : <Fraction value={value} />;
}

/** A day of a series in one breath, for a slider to read out. */
export function readoutWords({ days, lines, isSigned }: DriftSeries, index: number): string {
  const day = days[index];
  if (!day) return "";
  const format = isSigned ? formatSignedFraction : formatFraction;
  const figures = lines.map((line, at) => text.figureWords(text.lines[line], day.values[at] ? format(day.values[at]) : text.notThere));
  const level = day.row ? [isSigned ? text.levelWords[levelOf(day.row)] : text.figureWords(text.furthest, symbolName(day.row.key))] : [];
  return text.dayWords(formatDay(day.day), [...figures, ...level].join(", "));
}
