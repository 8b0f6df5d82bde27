import { classNames } from "@/lib/class-names";
import { history as historyMessages } from "@/lib/messages/history";
import type { RunRow } from "../run-rows";
import { RunLine } from "./run-line";
import { ROW_GRID } from "./run-grid";

const text = historyMessages.columns;

/** Longer lists leave rows that are out of sight undrawn. */
const MOST_DRAWN = 100;

/**
 * The list of runs. Not a table element, because rows of those cannot be skipped by the browser while they are out of
 * sight (`content-visibility`), which is what lets hundreds of them scroll.
 */
export function RunTable({ rows }: { rows: readonly RunRow[] }) {
  return (
    <div role="table" aria-labelledby="runs-title" className="text-sm">
      <div role="rowgroup" className="sr-only md:not-sr-only">
        <div role="row" className={classNames(ROW_GRID, "border-b border-line pb-2 text-xs font-medium text-ink-soft")}>
          <span role="columnheader">{text.started}</span>
          <span role="columnheader">{text.outcome}</span>
          <span role="columnheader">{text.trigger}</span>
          <span role="columnheader" className="md:text-right">
            {text.orders}
          </span>
          <span role="columnheader" className="hidden xl:block xl:text-right">
            {text.turnover}
          </span>
          <span role="columnheader" className="md:text-right">
            {text.cost}
          </span>
          <span role="columnheader" className="md:text-right">
            {text.drift}
          </span>
        </div>
      </div>
      <div role="rowgroup" data-long={rows.length > MOST_DRAWN || undefined} className="group">
        {rows.map((row) => (
          <RunLine key={row.run.run_id} row={row} />
        ))}
      </div>
    </div>
  );
}
