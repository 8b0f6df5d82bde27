import { Copy, Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/lib/class-names";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import type { Scenario } from "../scenario";

const text = whatIfMessages;

interface AddScenarioProps {
  scenarios: readonly Scenario[];
  onAdd: () => void;
  onCopy: (scenario: Scenario) => void;
}

/** The empty place beside the scenarios: begin another one plainly or as a copy. */
export function AddScenario({ scenarios, onAdd, onCopy }: AddScenarioProps) {
  return (
    <div
      className={classNames(
        "flex min-w-0 flex-col items-center self-stretch justify-center gap-3 rounded-xl border border-dashed border-line-strong/60 px-4 py-6 text-center",
        scenarios.length === 1 && "lg:col-span-2",
      )}
    >
      <p className="text-sm font-semibold">{text.addTitle}</p>
      <p className="max-w-xs text-[0.8125rem] leading-snug text-ink-soft">{text.addHint}</p>
      <div className="flex max-w-full flex-wrap justify-center gap-2">
        <Button size="small" onClick={onAdd}>
          <Plus aria-hidden className="size-4" />
          {text.addPlain}
        </Button>
        {scenarios
          .filter((scenario) => scenario.name !== text.asItIs)
          .map((scenario) => (
            <Button key={scenario.id} size="small" tone="quiet" className="max-w-full" onClick={() => onCopy(scenario)}>
              <Copy aria-hidden className="size-4 shrink-0" />
              <span className="truncate">{text.addCopy(scenario.name)}</span>
            </Button>
          ))}
      </div>
    </div>
  );
}
