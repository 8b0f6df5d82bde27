import { useState } from "react";
import type { SimulateRequest } from "@/lib/contracts/generated";
import { type Answers, useAnswers } from "./api/answers";
import type { Scenario } from "./scenario";
import { AS_IT_IS, requestKey, toRequest } from "./scenario-request";
import { type ScenarioStanding, standingOf } from "./standing";

export interface AnsweredScenarios {
  standings: readonly ScenarioStanding[];
  /** The answer to the portfolio as it is, which names what is held. */
  asItIs: ReturnType<Answers["of"]>;
  askAsItIs: () => Promise<boolean>;
  /** Works scenarios out and says how many got an answer. */
  workOut: (scenarios: readonly Scenario[]) => Promise<number>;
  /** Lets a copy stand with its original's answer until it is edited. */
  inherit: (copyId: string, from: Scenario) => void;
}

/** Keeps what was asked for each scenario beside what it has become since. */
export function useAnsweredScenarios(version: number, scenarios: readonly Scenario[]): AnsweredScenarios {
  const [asked, setAsked] = useState<Readonly<Record<string, SimulateRequest>>>({});
  const current = new Map(scenarios.map((scenario) => [scenario.id, toRequest(scenario)]));
  const askedOf = ({ id }: Scenario) => asked[id] ?? current.get(id) ?? AS_IT_IS;
  const answers = useAnswers(version, scenarios.map(askedOf));
  const standings = scenarios.map((scenario) => {
    const question = askedOf(scenario);
    const answer = answers.of(question);
    const isAsked = scenario.id in asked || answer.result !== null || answer.isBusy;
    const isEdited = requestKey(question) !== requestKey(current.get(scenario.id) ?? AS_IT_IS);
    return standingOf(scenario, { ...answer, asked: isAsked ? question : null, isEdited });
  });
  return {
    standings,
    asItIs: answers.of(AS_IT_IS),
    askAsItIs: () => answers.ask(AS_IT_IS),
    async workOut(chosen) {
      const questions = chosen.map((scenario) => [scenario.id, toRequest(scenario)] as const);
      setAsked((earlier) => ({ ...earlier, ...Object.fromEntries(questions) }));
      const different = new Map(questions.map(([, request]) => [requestKey(request), request]));
      const outcomes = await Promise.all([...different.values()].map(answers.ask));
      return outcomes.filter(Boolean).length;
    },
    inherit: (copyId, from) =>
      setAsked((earlier) => (earlier[from.id] ? { ...earlier, [copyId]: earlier[from.id] ?? AS_IT_IS } : earlier)),
  };
}
