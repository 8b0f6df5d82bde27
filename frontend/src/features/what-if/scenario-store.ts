import { MOST_SCENARIOS, type Scenario } from "./scenario";

const keyOf = (uid: string) => `trimtab.what-if.${uid}`;

/** The scenarios that a person left in this tab, or none. */
export function storedScenarios(uid: string): Scenario[] {
  const stored = sessionStorage.getItem(keyOf(uid));
  if (stored === null) return [];
  const scenarios: unknown = JSON.parse(stored);
  return Array.isArray(scenarios) && scenarios.every(isScenario) ? scenarios.slice(0, MOST_SCENARIOS) : [];
}

export function storeScenarios(uid: string, scenarios: readonly Scenario[]): void {
  sessionStorage.setItem(keyOf(uid), JSON.stringify(scenarios));
}

// Only this module writes them; the shape is checked because an earlier version of the application may have.
function isScenario(value: unknown): value is Scenario {
  const parts = ["id", "name", "method", "lotMethod", "flow", "targets", "prices", "trades", "isPaidInCash", "watched"];
  return typeof value === "object" && value !== null && parts.every((part) => part in value);
}
