import type { ExecutionSettings } from "@/lib/contracts/generated";
import { type NumberRule, numberProblem, readTyped, showTyped } from "./typed-number";

type Section = Required<ExecutionSettings>;
export type ExecutionNumber = "limit_buffer" | "reprice_after_seconds" | "max_reprices" | "hold_seconds";
/** The style as typed. */
export type ExecutionDraft = Pick<Section, "order_type" | "last_resort"> & Record<ExecutionNumber, string>;

/** The bounds the server has for each number. */
export const EXECUTION_RULES: Record<ExecutionNumber, NumberRule> = {
  limit_buffer: { kind: "percent", least: "0", most: "0.05", isAbove: false },
  reprice_after_seconds: { kind: "whole", least: "10", most: "600", isAbove: false },
  max_reprices: { kind: "whole", least: "0", most: "5", isAbove: false },
  hold_seconds: { kind: "whole", least: "0", most: "600", isAbove: false },
};

export function draftOfExecution(style: Section): ExecutionDraft {
  return {
    order_type: style.order_type,
    last_resort: style.last_resort,
    ...byName((name) => showTyped(EXECUTION_RULES[name].kind, String(style[name]))),
  };
}

/** What is wrong with each number as typed; null where nothing is. */
export function executionProblems(draft: ExecutionDraft): Record<ExecutionNumber, string | null> {
  return byName((name) => numberProblem(EXECUTION_RULES[name], draft[name]));
}

/** The section to save of a draft without problems: all of it, because a section is replaced as a whole. */
export function toExecution(draft: ExecutionDraft): Section {
  const read = (name: ExecutionNumber) => readTyped(EXECUTION_RULES[name].kind, draft[name]) ?? draft[name];
  return {
    order_type: draft.order_type,
    last_resort: draft.last_resort,
    limit_buffer: read("limit_buffer"),
    reprice_after_seconds: +read("reprice_after_seconds"),
    max_reprices: +read("max_reprices"),
    hold_seconds: +read("hold_seconds"),
  };
}

function byName<Value>(valueOf: (name: ExecutionNumber) => Value): Record<ExecutionNumber, Value> {
  return {
    limit_buffer: valueOf("limit_buffer"),
    reprice_after_seconds: valueOf("reprice_after_seconds"),
    max_reprices: valueOf("max_reprices"),
    hold_seconds: valueOf("hold_seconds"),
  };
}
