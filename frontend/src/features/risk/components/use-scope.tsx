import { type ReactNode, useState } from "react";
import { Select } from "@/components/ui/select";
import type { TradingScope } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

const text = messages.risk;

interface ChosenScope {
  scope: TradingScope;
  /** The field to choose with; null where there is no choice. */
  field: ReactNode;
}

/** The switch to turn: the first of several until a person chooses another. */
export function useScope(scopes: readonly TradingScope[]): ChosenScope {
  const [scope, setScope] = useState<TradingScope>(scopes[0] ?? "USER");
  const choices = scopes.map((value) => ({ value, label: text.scopeChoices[value] }));
  const field = scopes.length > 1 && <Select label={text.scope} value={scope} choices={choices} onValue={setScope} />;
  return { scope, field: field || null };
}
