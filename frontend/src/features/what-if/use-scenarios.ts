import { useState } from "react";
import { useUser } from "@/lib/firebase";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { MOST_SCENARIOS, plainScenario, type Scenario, type ScenarioEdit } from "./scenario";
import { storedScenarios, storeScenarios } from "./scenario-store";

const text = whatIfMessages;

export interface Scenarios {
  list: readonly Scenario[];
  canAdd: boolean;
  edit: (id: string, edit: ScenarioEdit) => void;
  add: () => void;
  /** Copies a scenario and gives back the copy's id. */
  duplicate: (scenario: Scenario) => string;
  reset: (scenario: Scenario) => void;
  remove: (id: string) => void;
}

/** The person's scenarios, kept in this tab; there is always one. */
export function useScenarios(): Scenarios {
  const { uid } = useUser();
  const [list, setList] = useState<readonly Scenario[]>(() => {
    const stored = storedScenarios(uid);
    return stored.length > 0 ? stored : [plainScenario(text.asItIs)];
  });
  const replace = (next: readonly Scenario[]) => {
    storeScenarios(uid, next);
    setList(next);
  };
  const change = (id: string, edit: ScenarioEdit) =>
    replace(list.map((scenario) => (scenario.id === id ? { ...scenario, ...edit } : scenario)));
  return {
    list,
    canAdd: list.length < MOST_SCENARIOS,
    edit: change,
    add: () => replace([...list, plainScenario(freeName(list))]),
    duplicate(scenario) {
      const copy = { ...scenario, id: crypto.randomUUID(), name: text.copyOf(scenario.name) };
      replace([...list, copy]);
      return copy.id;
    },
    reset: ({ id, name }) => replace(list.map((scenario) => (scenario.id === id ? { ...plainScenario(name), id } : scenario))),
    remove: (id) => replace(list.filter((scenario) => scenario.id !== id)),
  };
}

function freeName(list: readonly Scenario[]): string {
  const taken = new Set(list.map((scenario) => scenario.name));
  const names = [2, 3, 4].map(text.numbered);
  return names.find((name) => !taken.has(name)) ?? text.numbered(list.length + 1);
}
