import { expect, it } from "vitest";
import type { RunDocument } from "@/lib/contracts/generated";
import { run } from "../../../testing/samples";
import { performance, rebalancing } from "../../../testing/samples-history";
import { wayWords } from "./origin";
import { EVERYTHING, filterRows, isSameRow, joinRuns, outcomeOf, type RunRow } from "./run-rows";

const only = (rows: RunRow[]) => {
  const [row] = rows;
  if (!row || rows.length > 1) throw new Error(`${rows.length} rows instead of one`);
  return row;
};
const ids = (rows: RunRow[]) => rows.map((row) => row.run.run_id);

it("lists the run that began last first", () => {
  const older = run("COMPLETED", { run_id: "older", created_at: "2020-03-20T15:05:00Z" });
  const newer = run("COMPLETED", { run_id: "newer", created_at: "2020-03-20T15:05:00.500Z" });

  expect(ids(joinRuns([older, newer], [], []))).toEqual(["newer", "older"]);
});

it("leaves simulations out", () => {
  const simulation = { kind: "SIMULATION", rebalance_run_id: "rr_1", status: "READY" } as unknown as RunDocument;

  expect(joinRuns([simulation], [], [])).toEqual([]);
});

it("joins by run", () => {
  const row = only(joinRuns([run("COMPLETED")], [rebalancing("other"), rebalancing("run_0001")], [performance("run_0001")]));

  expect([row.done?.run_id, row.figures?.run_id]).toEqual(["run_0001", "run_0001"]);
});

it("keeps what is not known apart from zero", () => {
  expect(only(joinRuns([run("SELLING")], [], []))).toMatchObject({ done: null, figures: null });
});

it("believes the run itself about what started it, then its history entry, then that a person did", () => {
  const entry = rebalancing("run_0001", { trigger_type: "CALENDAR", is_automatic: true });
  const told = { ...run("COMPLETED"), trigger: "THRESHOLD", is_automatic: false } as RunDocument;
  const triggers = [only(joinRuns([told], [entry], [])), only(joinRuns([run("COMPLETED")], [entry], [])), only(joinRuns([run("COMPLETED")], [], []))];

  expect(triggers.map(({ origin }) => [origin.trigger, wayWords(origin)])).toEqual([
    ["THRESHOLD", "approved by a person"],
    ["CALENDAR", "automatic"],
    ["MANUAL", "a person"],
  ]);
});

it.each([
  ["SELLS_OPEN", "RUNNING"],
  ["NEEDS_OPERATOR", "OPERATOR"],
  ["COMPLETED", "COMPLETED"],
  ["PARTIAL", "ADJUSTED"],
  ["NO_ACTION", "NOTHING"],
  ["BLOCKED", "STOPPED"],
  ["CANCELLED", "STOPPED"],
  ["HALTED", "STOPPED"],
] as const)("files %s under %s", (state, outcome) => {
  expect(outcomeOf(state)).toBe(outcome);
});

it("filters by outcome and trigger together", () => {
  const rows = joinRuns(
    [run("COMPLETED", { run_id: "a" }), run("PARTIAL", { run_id: "b" }), run("COMPLETED", { run_id: "c" })],
    [rebalancing("a", { trigger_type: "THRESHOLD" }), rebalancing("b", { trigger_type: "THRESHOLD" })],
    [],
  );

  expect(ids(filterRows(rows, { outcome: "COMPLETED", trigger: "THRESHOLD" }))).toEqual(["a"]);
  expect(filterRows(rows, EVERYTHING)).toHaveLength(3);
});

it("draws a row anew only when its run has moved or its figures have come", () => {
  const row = only(joinRuns([run("SELLING")], [], []));
  const copied = only(joinRuns([run("SELLING")], [], []));
  const moved = only(joinRuns([run("SELLS_OPEN", { updated_at: "2020-03-23T15:06:00Z" })], [], []));
  const measured = only(joinRuns([run("SELLING")], [], [performance("run_0001")]));

  expect([copied, moved, measured].map((next) => isSameRow(row, next))).toEqual([true, false, false]);
});
