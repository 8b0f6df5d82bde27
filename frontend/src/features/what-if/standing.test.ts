import { expect, it } from "vitest";
import { simulated } from "../../../testing/samples-what-if";
import { plainScenario } from "./scenario";
import { standingOf } from "./standing";

const SCENARIO = plainScenario("As it is");
const UNASKED = { asked: null, isEdited: false, result: null, error: null, isBusy: false };
const ANSWERED = { ...UNASKED, asked: {}, result: simulated({}) };
const error = new Error("refused");

it.each([
  ["unasked", UNASKED],
  ["unasked", { ...UNASKED, isBusy: true }],
  ["unasked", { ...UNASKED, asked: {} }],
  ["busy", { ...UNASKED, asked: {}, isBusy: true }],
  ["busy", { ...ANSWERED, isBusy: true, error }],
  ["failed", { ...UNASKED, asked: {}, error }],
  ["failed", { ...ANSWERED, error }],
  ["unasked", { ...UNASKED, asked: {}, error, isEdited: true }],
  ["current", ANSWERED],
  ["stale", { ...ANSWERED, isEdited: true }],
  ["stale", { ...ANSWERED, isEdited: true, error }],
])("is %s with %j", (state, findings) => {
  expect(standingOf(SCENARIO, findings).state).toBe(state);
});

it("has an outcome once there are a question and its answer", () => {
  expect([standingOf(SCENARIO, ANSWERED).outcome?.tradeCount, standingOf(SCENARIO, { ...ANSWERED, asked: null }).outcome]).toEqual([4, null]);
  expect(standingOf(SCENARIO, { ...UNASKED, asked: {} }).outcome).toBeNull();
});

it("tells of a refusal until the scenario is edited or asked again", () => {
  const refused = { ...UNASKED, asked: {}, error };

  expect([refused, { ...refused, isEdited: true }, { ...refused, isBusy: true }].map((findings) => standingOf(SCENARIO, findings).error)).toEqual([error, null, null]);
});
