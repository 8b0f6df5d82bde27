import { type CsvValue, toCsv } from "./csv";
import type { RunRow } from "./run-rows";

/** The columns of an export, in order: what each is called and where it comes from. Null is what is not known. */
const COLUMNS = {
  run_id: ({ run }) => run.run_id,
  kind: ({ run }) => run.kind,
  state: ({ run }) => run.state,
  reason_code: ({ run }) => run.reason_code,
  message: ({ run }) => run.message,
  environment: ({ run }) => run.environment,
  created_at: ({ run }) => run.created_at,
  updated_at: ({ run }) => run.updated_at,
  trigger: ({ origin }) => origin.trigger,
  is_automatic: ({ origin }) => origin.isAutomatic,
  plan_id: ({ run }) => run.plan_id,
  orders: ({ run }) => run.leg_count,
  planned_orders: ({ figures }) => figures?.planned_orders ?? null,
  filled_orders: ({ figures }) => figures?.filled_orders ?? null,
  portfolio_value: ({ figures }) => figures?.total_value ?? null,
  planned_turnover: ({ figures }) => figures?.planned_turnover ?? null,
  turnover: ({ done, figures }) => figures?.turnover ?? done?.turnover_achieved ?? null,
  estimated_cost: ({ figures }) => figures?.estimated_cost ?? null,
  cost: ({ done, figures }) => figures?.cost ?? done?.actual_costs ?? null,
  max_drift_before: ({ figures }) => figures?.max_drift_before ?? null,
  max_drift_planned: ({ figures }) => figures?.max_drift_planned ?? null,
  max_drift_after: ({ figures }) => figures?.max_drift_after ?? null,
  rmse_before: ({ figures }) => figures?.rmse_before ?? null,
  rmse_planned: ({ figures }) => figures?.rmse_planned ?? null,
  rmse_after: ({ figures }) => figures?.rmse_after ?? null,
} satisfies Record<string, (row: RunRow) => CsvValue>;

const READERS = Object.entries<(row: RunRow) => CsvValue>(COLUMNS);

/** The runs as CSV; decimals and times exactly as the server sent them. */
export function runsAsCsv(rows: readonly RunRow[]): string {
  return toCsv(
    READERS.map(([name]) => name),
    rows.map((row) => READERS.map(([, read]) => read(row))),
  );
}

/** The runs as a JSON list of records with the columns of the CSV. */
export function runsAsJson(rows: readonly RunRow[]): string {
  const records = rows.map((row) => Object.fromEntries(READERS.map(([name, read]) => [name, read(row)])));
  return `${JSON.stringify(records, null, 2)}\n`;
}
