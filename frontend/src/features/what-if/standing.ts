import type { SimulateRequest, SimulateResult } from "@/lib/contracts/generated";
import type { Scenario } from "./scenario";
import { type Outcome, outcomeOf } from "./outcome";

/** Where a scenario's answer stands: not asked, on its way, refused, there, or there but edited since. */
export type AnswerState = "unasked" | "busy" | "failed" | "current" | "stale";

/** A scenario with what the server has answered to it. */
export interface ScenarioStanding {
  scenario: Scenario;
  /** The question of the answer; null as long as nothing has been asked. */
  asked: SimulateRequest | null;
  state: AnswerState;
  result: SimulateResult | null;
  outcome: Outcome | null;
  error: Error | null;
}

interface Findings {
  asked: SimulateRequest | null;
  isEdited: boolean;
  result: SimulateResult | null;
  error: Error | null;
  isBusy: boolean;
}

export function standingOf(scenario: Scenario, { asked, isEdited, result, error, isBusy }: Findings): ScenarioStanding {
  const outcome = asked && result ? outcomeOf(asked, result) : null;
  return { scenario, asked, state: stateOf({ asked, isEdited, result, error, isBusy }), result, outcome, error: isBusy || isEdited ? null : error };
}

function stateOf({ asked, isEdited, result, error, isBusy }: Findings): AnswerState {
  if (asked === null) return "unasked";
  if (isBusy) return "busy";
  if (error !== null && !isEdited) return "failed";
  if (result === null) return "unasked";
  return isEdited ? "stale" : "current";
}
