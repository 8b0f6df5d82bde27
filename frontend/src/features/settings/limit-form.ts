import type { LimitSettings } from "@/lib/contracts/generated";
import { type NumberRule, numberProblem, readTyped, showTyped } from "./typed-number";

export type LimitName = keyof LimitSettings;
/** The limits as typed; an empty drawdown stands for no guard. */
export type LimitDraft = Record<LimitName, string>;

const AMOUNT: NumberRule = { kind: "dollars", least: "0", most: null, isAbove: true };
const PART: NumberRule = { kind: "percent", least: "0", most: "1", isAbove: true };

/** The bounds the server has for each limit. */
export const LIMIT_RULES: Record<LimitName, NumberRule> = {
  max_orders: { kind: "whole", least: "1", most: "400", isAbove: false },
  max_order_value: AMOUNT,
  max_run_value: AMOUNT,
  max_day_orders: { kind: "whole", least: "1", most: "2000", isAbove: false },
  max_day_value: AMOUNT,
  max_run_turnover: PART,
  max_day_turnover: { ...PART, most: null },
  max_price_move: { ...PART, most: "0.05" },
  max_volume_share: PART,
  max_drawdown: { ...PART, isAbove: false },
};

export function draftOfLimits(limits: LimitSettings): LimitDraft {
  const shown = (name: LimitName) => {
    const value = limits[name];
    return value === null || value === undefined ? "" : showTyped(LIMIT_RULES[name].kind, String(value));
  };
  return byName(shown);
}

/** What is wrong with each limit as typed; null where nothing is. */
export function limitProblems(draft: LimitDraft): Record<LimitName, string | null> {
  return byName((name) =>
    name === "max_drawdown" && draft[name].trim() === "" ? null : numberProblem(LIMIT_RULES[name], draft[name]),
  );
}

/** The section to save of a draft without problems. */
export function toLimits(draft: LimitDraft): LimitSettings {
  const read = (name: LimitName) => readTyped(LIMIT_RULES[name].kind, draft[name]) ?? draft[name];
  return {
    ...byName(read),
    max_orders: +read("max_orders"),
    max_day_orders: +read("max_day_orders"),
    max_drawdown: draft.max_drawdown.trim() === "" ? null : read("max_drawdown"),
  };
}

function byName<Value>(valueOf: (name: LimitName) => Value): Record<LimitName, Value> {
  return {
    max_orders: valueOf("max_orders"),
    max_order_value: valueOf("max_order_value"),
    max_run_value: valueOf("max_run_value"),
    max_day_orders: valueOf("max_day_orders"),
    max_day_value: valueOf("max_day_value"),
    max_run_turnover: valueOf("max_run_turnover"),
    max_day_turnover: valueOf("max_day_turnover"),
    max_price_move: valueOf("max_price_move"),
    max_volume_share: valueOf("max_volume_share"),
    max_drawdown: valueOf("max_drawdown"),
  };
}
