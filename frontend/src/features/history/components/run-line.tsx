import { memo } from "react";
import { Link } from "react-router";
import { Fraction, Money } from "@/components/money/figures";
import { formatMoney } from "@/components/money/format";
import { formatFullTime, formatMarketDate } from "@/components/money/format-time";
import { RunBadge } from "@/components/run/run-badge";
import { classNames } from "@/lib/class-names";
import { history as historyMessages } from "@/lib/messages/history";
import { wayWords } from "../origin";
import { isSameRow, type RunRow } from "../run-rows";
import { ROW_GRID } from "./run-grid";

const text = historyMessages;

interface RunLineProps {
  row: RunRow;
}

/** One run of the list; the whole line leads to it. On a phone its figures drop to further lines. */
export const RunLine = memo(
  function RunLine({ row }: RunLineProps) {
    const { run, origin, figures } = row;
    return (
      <div
        role="row"
        className={classNames(
          ROW_GRID,
          "relative -mx-2 grid-cols-2 items-start gap-y-1.5 border-b border-line px-2 py-3 compact:py-1.5 group-data-long:[contain-intrinsic-size:auto_4rem] group-data-long:[content-visibility:auto] print:[content-visibility:visible] hover:bg-sunken md:items-center",
        )}
      >
        <span role="rowheader" className="min-w-0">
          <Link
            to={`/history/${run.run_id}`}
            title={formatFullTime(run.created_at)}
            className="font-semibold underline-offset-4 after:absolute after:inset-0 hover:underline"
          >
            {formatMarketDate(run.created_at)}
          </Link>
        </span>
        <span role="cell" className="min-w-0 justify-self-end md:justify-self-auto">
          <RunBadge state={run.state} />
          {run.message && <span className="mt-1 line-clamp-2 hidden text-xs leading-snug text-ink-soft md:block">{run.message}</span>}
        </span>
        <span role="cell" className="min-w-0">
          {text.triggers[origin.trigger]}
          <span className="block text-xs text-ink-soft">
            {run.kind === "SINGLE_TRADE" ? text.singleTrade : wayWords(origin)}
          </span>
        </span>
        <span role="cell" className="text-right text-ink-soft tabular-nums md:text-ink">
          {figures ? text.filledOf(figures.filled_orders, figures.planned_orders) : text.filledUnknown(run.leg_count)}
          <span className="ml-1 md:hidden">{text.ofOrders}</span>
        </span>
        <span role="cell" className="hidden text-right xl:block">
          <Turnover row={row} />
        </span>
        <span role="cell" className="text-ink-soft md:text-right md:text-ink">
          <span className="mr-1 md:hidden">{text.costPrefix}</span>
          <Cost row={row} />
        </span>
        <span role="cell" className="text-right">
          <DriftChange row={row} />
        </span>
      </div>
    );
  },
  (left, right) => isSameRow(left.row, right.row),
);

function Turnover({ row: { figures, done } }: RunLineProps) {
  const turnover = figures?.turnover ?? done?.turnover_achieved;
  return turnover === undefined ? <Unknown /> : <Fraction value={turnover} />;
}

function Cost({ row: { figures, done } }: RunLineProps) {
  const cost = figures?.cost ?? done?.actual_costs;
  if (cost === undefined) return <Unknown />;
  return (
    <>
      <Money value={cost} />
      {figures && <span className="ml-1 text-xs whitespace-nowrap text-ink-soft md:ml-0 md:block">{text.estimated(formatMoney(figures.estimated_cost))}</span>}
    </>
  );
}

function DriftChange({ row: { figures } }: RunLineProps) {
  if (!figures) return <Unknown />;
  return (
    <span className="whitespace-nowrap">
      <span className="sr-only">{text.from} </span>
      <Fraction value={figures.max_drift_before} />
      <span aria-hidden className="mx-1 text-ink-soft">
        {text.arrow}
      </span>
      <span className="sr-only"> {text.to} </span>
      {figures.max_drift_after === null ? <Unknown /> : <Fraction value={figures.max_drift_after} />}
    </span>
  );
}

function Unknown() {
  return <span className="text-xs text-ink-soft">{text.unknown}</span>;
}
