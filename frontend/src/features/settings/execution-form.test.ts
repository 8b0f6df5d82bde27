import { expect, it } from "vitest";
import { DEFAULT_EXECUTION } from "@/lib/policy";
import { draftOfExecution, executionProblems, toExecution } from "./execution-form";

const draft = draftOfExecution(DEFAULT_EXECUTION);

it("shows the buffer as a percentage", () => {
  expect(draft).toMatchObject({ limit_buffer: "0.2", reprice_after_seconds: "60", max_reprices: "2", hold_seconds: "10" });
});

it("sends back the whole section it has read", () => {
  const own = { ...DEFAULT_EXECUTION, order_type: "limit", last_resort: "CONVERT_TO_MARKET", hold_seconds: 0 } as const;

  expect(toExecution(draftOfExecution(own))).toEqual(own);
});

it("finds nothing wrong with the defaults", () => {
  expect(Object.values(executionProblems(draft))).toEqual([null, null, null, null]);
});

it.each([
  ["limit_buffer", "5.1"],
  ["reprice_after_seconds", "9"],
  ["reprice_after_seconds", "601"],
  ["max_reprices", "6"],
  ["hold_seconds", "601"],
  ["hold_seconds", ""],
] as const)("marks %s of %j and nothing else", (name, typed) => {
  const found = Object.entries(executionProblems({ ...draft, [name]: typed })).filter(([, problem]) => problem !== null);

  expect(found.map(([each]) => each)).toEqual([name]);
});

it.each([
  ["limit_buffer", "0"],
  ["reprice_after_seconds", "10"],
  ["max_reprices", "0"],
  ["hold_seconds", "600"],
] as const)("takes %s at its bound %s", (name, typed) => {
  expect(executionProblems({ ...draft, [name]: typed })[name]).toBeNull();
});
