import { Copy, RotateCcw, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { focusPeer } from "@/lib/focus";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import type { Scenario } from "../scenario";
import { CheckedField } from "./checked-field";

const text = whatIfMessages;
const LONGEST_NAME = 40;

export interface ScenarioHeadProps {
  scenario: Scenario;
  number: number;
  isUnchanged: boolean;
  onName: (name: string) => void;
  /** Null where there is no room for a copy. */
  onDuplicate: (() => void) | null;
  onReset: () => void;
  /** Null for the only scenario. */
  onRemove: (() => void) | null;
}

/** A scenario's name and what can be done with it as a whole. */
export function ScenarioHead({ scenario, number, isUnchanged, onName, onDuplicate, onReset, onRemove }: ScenarioHeadProps) {
  const name = scenario.name || text.numbered(number);
  return (
    <header data-peer="scenario" className="flex items-start gap-1">
      <h3 className="sr-only">{name}</h3>
      <CheckedField
        label={text.nameOf(number)}
        isLabelHidden
        className="min-w-0 flex-1"
        inputClassName="-ml-2.5 w-[calc(100%+0.625rem)] border-transparent bg-transparent px-2.5 text-base font-semibold hover:border-line-strong focus:border-line-strong"
        maxLength={LONGEST_NAME}
        value={scenario.name}
        problem={null}
        onValue={onName}
      />
      <span className="flex shrink-0">
        {!isUnchanged && (
          <Button tone="quiet" size="icon" aria-label={text.reset(name)} title={text.reset(name)} onClick={onReset}>
            <RotateCcw aria-hidden className="size-4" />
          </Button>
        )}
        {onDuplicate && (
          <Button tone="quiet" size="icon" aria-label={text.duplicate(name)} title={text.duplicate(name)} onClick={onDuplicate}>
            <Copy aria-hidden className="size-4" />
          </Button>
        )}
        {onRemove && (
          <Button
            tone="quiet"
            size="icon"
            aria-label={text.remove(name)}
            title={text.remove(name)}
            onClick={({ currentTarget }) => {
              focusPeer(currentTarget, "input", "content");
              onRemove();
            }}
          >
            <X aria-hidden className="size-4" />
          </Button>
        )}
      </span>
    </header>
  );
}
