import type { ReactNode } from "react";
import { Fraction, Money } from "@/components/money/figures";
import { hasEnded } from "@/components/run/run-timeline";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import type { PerformanceDocument, RunDocument } from "@/lib/contracts/generated";
import { history as historyMessages } from "@/lib/messages/history";
import { useLivePerformance } from "../api/live-performance";
import { Lost } from "@/components/lost";

const text = historyMessages.run;

interface RunFiguresProps {
  run: RunDocument;
  onRetry: () => void;
}

/** Drift, turnover and cost of a run: before, as planned, and after; or why they are not known. */
export function RunFigures({ run, onRetry }: RunFiguresProps) {
  const figures = useLivePerformance(run.run_id);
  return (
    <Card title={text.figuresTitle} titleId="run-figures-title" hint={figures.status === "ready" && text.figuresHint}>
      {figures.status === "loading" && <Skeleton what={text.figuresLoading} className="h-40" />}
      {figures.status === "error" && <Lost title={text.figuresLost} onRetry={onRetry} />}
      {figures.status === "missing" && <p className="text-sm text-ink-soft">{absenceWords(run)}</p>}
      {figures.status === "ready" && <FiguresTable figures={figures.value} />}
    </Card>
  );
}

function FiguresTable({ figures }: { figures: PerformanceDocument }) {
  const { rows } = text;
  return (
    <>
      <Table aria-labelledby="run-figures-title">
        <thead>
          <tr>
            <HeadCell>{text.measure}</HeadCell>
            <HeadCell className="text-right">{text.before}</HeadCell>
            <HeadCell className="text-right">{text.planned}</HeadCell>
            <HeadCell className="text-right">{text.after}</HeadCell>
          </tr>
        </thead>
        <tbody>
          <Row
            name={rows.max}
            before={<Fraction value={figures.max_drift_before} />}
            planned={<Fraction value={figures.max_drift_planned} />}
            after={<KnownFraction value={figures.max_drift_after} />}
          />
          <Row
            name={rows.rmse}
            before={<Fraction value={figures.rmse_before} />}
            planned={<Fraction value={figures.rmse_planned} />}
            after={<KnownFraction value={figures.rmse_after} />}
          />
          <Row name={rows.turnover} planned={<Fraction value={figures.planned_turnover} />} after={<Fraction value={figures.turnover} />} />
          <Row name={rows.cost} planned={<Money value={figures.estimated_cost} />} after={<Money value={figures.cost} />} />
          <Row name={rows.orders} planned={figures.planned_orders} after={historyMessages.filledOf(figures.filled_orders, figures.planned_orders)} />
        </tbody>
      </Table>
      {figures.max_drift_after === null && <p className="mt-3 text-sm text-ink-soft">{text.driftUnread}</p>}
      <p className="mt-3 text-[0.8125rem] text-ink-soft">
        {text.value} <Money value={figures.total_value} />
      </p>
    </>
  );
}

interface RowProps {
  name: string;
  before?: ReactNode;
  planned: ReactNode;
  after: ReactNode;
}

function Row({ name, before, planned, after }: RowProps) {
  return (
    <tr>
      <RowHead className="font-medium">{name}</RowHead>
      <Cell className="text-right">{before ?? <span className="text-ink-soft">{historyMessages.none}</span>}</Cell>
      <Cell className="text-right tabular-nums">{planned}</Cell>
      <Cell className="text-right font-semibold tabular-nums">{after}</Cell>
    </tr>
  );
}

function KnownFraction({ value }: { value: string | null }) {
  return value === null ? <span className="font-normal text-ink-soft">{historyMessages.unknown}</span> : <Fraction value={value} />;
}

function absenceWords(run: RunDocument): string {
  if (run.kind === "SINGLE_TRADE") return text.figuresSingle;
  return hasEnded(run.state) ? text.figuresNone : text.figuresPending;
}
