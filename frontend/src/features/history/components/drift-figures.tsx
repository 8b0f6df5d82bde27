import { useState } from "react";
import { Day, Fraction, SignedFraction } from "@/components/money/figures";
import { formatFraction } from "@/components/money/format";
import { LevelChip } from "@/components/money/level-chip";
import { symbolName } from "@/components/money/symbol-name";
import { Button } from "@/components/ui/button";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import { classNames } from "@/lib/class-names";
import { messages } from "@/lib/messages";
import { history as historyMessages } from "@/lib/messages/history";
import { type DriftDay, type DriftSeries, levelOf, type LineName } from "../drift-series";

const text = historyMessages;
const STEP = 30;

/** The figures of a series as a table, newest day first, behind a disclosure. */
export function DriftFigures({ series }: { series: DriftSeries }) {
  const [isOpen, setIsOpen] = useState(false);
  const [count, setCount] = useState(STEP);
  return (
    <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary className="w-fit cursor-pointer rounded py-1 text-sm font-medium text-accent">{text.asTable}</summary>
      {isOpen && (
        <div className="mt-3 space-y-3">
          <FigureTable series={series} count={count} />
          {count < series.days.length && <Button onClick={() => setCount(count + STEP)}>{messages.common.loadMore}</Button>}
        </div>
      )}
    </details>
  );
}

function FigureTable({ series: { days, lines, isSigned }, count }: { series: DriftSeries; count: number }) {
  return (
    <Table aria-label={text.tableName}>
      <thead>
        <tr>
          <HeadCell>{text.day}</HeadCell>
          {lines.map((line) => (
            <HeadCell key={line} className="text-right">
              {text.lines[line]}
            </HeadCell>
          ))}
          {isSigned ? (
            <>
              <HeadCell className="hidden text-right sm:table-cell">{text.actual}</HeadCell>
              <HeadCell className="hidden text-right sm:table-cell">{text.target}</HeadCell>
            </>
          ) : (
            <HeadCell className="hidden sm:table-cell">{text.furthest}</HeadCell>
          )}
          <HeadCell className="hidden text-right sm:table-cell">{text.band}</HeadCell>
          <HeadCell className={classNames(!isSigned && "hidden sm:table-cell")}>{text.level}</HeadCell>
        </tr>
      </thead>
      <tbody>
        {days.toReversed().slice(0, count).map((day) => (
          <FigureRow key={day.day} day={day} lines={lines} isSigned={isSigned} />
        ))}
      </tbody>
    </Table>
  );
}

interface FigureRowProps {
  day: DriftDay;
  lines: readonly LineName[];
  isSigned: boolean;
}

function FigureRow({ day: { day, values, row }, lines, isSigned }: FigureRowProps) {
  const Value = isSigned ? SignedFraction : Fraction;
  return (
    <tr>
      <RowHead className="font-medium">
        <Day value={day} />
      </RowHead>
      {lines.map((line, index) => (
        <Cell key={line} className="text-right">
          {values[index] ? <Value value={values[index]} /> : <span className="text-ink-soft">{text.notThere}</span>}
        </Cell>
      ))}
      {isSigned ? (
        <>
          <Cell className="hidden text-right sm:table-cell">{row ? <Fraction value={row.actual_weight} /> : text.none}</Cell>
          <Cell className="hidden text-right sm:table-cell">{row ? <Fraction value={row.target_weight} /> : text.none}</Cell>
        </>
      ) : (
        <Cell className="hidden sm:table-cell">{row ? symbolName(row.key) : text.none}</Cell>
      )}
      <Cell className="hidden text-right sm:table-cell">{row ? text.bandOf(formatFraction(row.band.tolerance)) : text.none}</Cell>
      <Cell className={classNames(!isSigned && "hidden sm:table-cell")}>{row ? <LevelChip level={levelOf(row)} /> : text.none}</Cell>
    </tr>
  );
}
