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
