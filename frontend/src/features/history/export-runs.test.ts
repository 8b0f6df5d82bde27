import { expect, it } from "vitest";
import { run } from "../../../testing/samples";
import { performance, rebalancing } from "../../../testing/samples-history";
import { runsAsCsv, runsAsJson } from "./export-runs";
import { joinRuns } from "./run-rows";

const rows = joinRuns(
  [run("PARTIAL", { message: '=cmd, "quoted"' }), run("SELLING", { run_id: "run_0002", created_at: "2020-03-22T15:05:00Z" })],
  [rebalancing("run_0001")],
  [performance("run_0001", { cost: "-12.30" })],
);

it("writes a line per run beneath the names of the columns", () => {
  const lines = runsAsCsv(rows).split("\r\n");

  expect(lines[0]).toMatch(/^run_id,kind,state,/);
  expect([lines.length, lines.at(-1)]).toEqual([4, ""]);
});

it("guards what the server said and leaves a negative cost a number", () => {
  const [, first] = runsAsCsv(rows).split("\r\n");

  expect(first).toContain(`"'=cmd, ""quoted"""`);
  expect(first).toContain(",-12.30,");
});

it("writes the same figures as JSON, with null for what is not known", () => {
  const [ended, open] = JSON.parse(runsAsJson(rows));

  expect(ended).toMatchObject({ run_id: "run_0001", trigger: "THRESHOLD", is_automatic: true, cost: "-12.30", max_drift_before: "0.091" });
  expect(open).toMatchObject({ run_id: "run_0002", cost: null, max_drift_after: null, filled_orders: null });
});

it("takes every figure from the run's own record", () => {
  const figures = performance("run_0001");
  const [ended] = JSON.parse(runsAsJson(joinRuns([run("COMPLETED")], [rebalancing("run_0001")], [figures])));

  expect(ended).toMatchObject({
    planned_orders: figures.planned_orders,
    filled_orders: figures.filled_orders,
    portfolio_value: figures.total_value,
    planned_turnover: figures.planned_turnover,
    turnover: figures.turnover,
    estimated_cost: figures.estimated_cost,
    max_drift_planned: figures.max_drift_planned,
    max_drift_after: figures.max_drift_after,
    rmse_before: figures.rmse_before,
    rmse_planned: figures.rmse_planned,
    rmse_after: figures.rmse_after,
  });
});

it("falls back to what was achieved where a run has no record, and to nothing without that", () => {
  const done = rebalancing("run_0001");
  const [achieved] = JSON.parse(runsAsJson(joinRuns([run("COMPLETED")], [done], [])));
  const [bare] = JSON.parse(runsAsJson(joinRuns([run("COMPLETED")], [], [])));

  expect([achieved.turnover, achieved.cost]).toEqual([done.turnover_achieved, done.actual_costs]);
  expect([bare.turnover, bare.cost, bare.portfolio_value]).toEqual([null, null, null]);
});
