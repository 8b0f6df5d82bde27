import { expect, it } from "vitest";
import { DEFAULT_LIMITS } from "@/lib/policy";
import { draftOfLimits, limitProblems, toLimits } from "./limit-form";

const draft = draftOfLimits(DEFAULT_LIMITS);

it("shows fractions as percentages and dollars with separators", () => {
  expect(draft).toMatchObject({ max_order_value: "$1,000,000", max_price_move: "5", max_day_turnover: "200", max_orders: "100", max_drawdown: "" });
});

it("sends back what it has read", () => {
  const own = { ...DEFAULT_LIMITS, max_drawdown: "0.155", max_order_value: "25000.5" };

  expect(toLimits(draftOfLimits(own))).toEqual(own);
});

it("sends no drawdown guard where the field is empty", () => {
  expect(toLimits({ ...draft, max_drawdown: " " }).max_drawdown).toBeNull();
});

it("finds nothing wrong with the defaults", () => {
  expect(Object.values(limitProblems(draft)).filter((problem) => problem !== null)).toEqual([]);
});

it.each([
  ["max_orders", "401"],
  ["max_day_orders", "2001"],
  ["max_order_value", "0"],
  ["max_run_turnover", "101"],
  ["max_day_turnover", "0"],
  ["max_price_move", "6"],
  ["max_volume_share", "0"],
  ["max_drawdown", "101"],
  ["max_run_value", ""],
] as const)("marks %s of %j and nothing else", (name, typed) => {
  const found = Object.entries(limitProblems({ ...draft, [name]: typed })).filter(([, problem]) => problem !== null);

  expect(found.map(([each]) => each)).toEqual([name]);
});
