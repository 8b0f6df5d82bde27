import { type ReactNode, useState } from "react";
import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import type { SimulateResult } from "@/lib/contracts/generated";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import type { ScenarioStanding } from "../standing";

const text = whatIfMessages;

export type RenderTax = (result: SimulateResult) => ReactNode;

interface TaxCardProps {
  standings: readonly ScenarioStanding[];
  renderTax: RenderTax;
}

/** What a scenario's trades mean for taxes, one scenario at a time; own trades have no estimate. */
export function TaxCard({ standings, renderTax }: TaxCardProps) {
  const [chosenId, setChosenId] = useState("");
  const taxed = standings.flatMap(({ scenario, result, outcome }) =>
    result && outcome && !outcome.hasOwnTrades && result.trades.length > 0 ? [{ scenario, result }] : [],
  );
  const shown = taxed.find(({ scenario }) => scenario.id === chosenId) ?? taxed[0];
  if (!shown) return null;
  const choices = taxed.map(({ scenario }) => ({ value: scenario.id, label: scenario.name }));
  return (
    <Card
      title={text.taxesTitle}
      titleId="scenario-taxes-title"
      aside={
        choices.length > 1 && (
          <Segmented label={text.taxesOf} value={shown.scenario.id} choices={choices} onValue={setChosenId} />
        )
      }
    >
      {choices.length === 1 && standings.length > 1 && <p className="mb-2 text-sm font-semibold text-accent">{shown.scenario.name}</p>}
      {renderTax(shown.result)}
    </Card>
  );
}
