import { Plus, RotateCcw } from "lucide-react";
import { Button } from "@/components/ui/button";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { DEFAULT_PREFERENCES, draftOfRules, isDuplicate, MOST_RULES, type PreferenceDraft, type RuleDraft } from "../preference-form";
import type { Edits } from "../use-edits";
import { ADD_RULE_ID, RuleRow } from "./rule-row";

const text = settingsMessages.rules;
const words = settingsMessages.channels;

/** Which events take which channels, from which level on. */
export function RuleList({ edits }: { edits: Edits<PreferenceDraft> }) {
  const { rules } = edits.draft;
  const replace = (next: readonly RuleDraft[]) => edits.change({ rules: next });
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-semibold text-ink-soft">{words.rulesTitle}</legend>
      <p className="max-w-prose text-[0.8125rem] leading-snug text-ink-soft">{words.rulesHint}</p>
      {rules.length === 0 && <p className="mt-3 text-sm">{text.none}</p>}
      <ol aria-label={words.rulesTitle} className="mt-2 empty:hidden">
        {rules.map((rule, index) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            index={index}
            error={isDuplicate(rule, rules) ? words.problems.duplicate : null}
            onChange={(part) => replace(rules.map((each) => (each.id === rule.id ? { ...each, ...part } : each)))}
            onRemove={() => replace(rules.filter((each) => each.id !== rule.id))}
          />
        ))}
      </ol>
      <div className="mt-3 flex flex-wrap items-start gap-2">
        <Button
          id={ADD_RULE_ID}
          size="small"
          reason={rules.length >= MOST_RULES ? text.full(MOST_RULES) : null}
          onClick={() => replace([...rules, newRule()])}
        >
          <Plus aria-hidden className="size-4" />
          {text.add}
        </Button>
        <Button size="small" tone="quiet" onClick={() => replace(draftOfRules(DEFAULT_PREFERENCES.rules))}>
          <RotateCcw aria-hidden className="size-4" />
          {text.reset}
        </Button>
      </div>
    </fieldset>
  );
}

function newRule(): RuleDraft {
  return { id: crypto.randomUUID(), kind: "DRIFT", least: "WARNING", isMailed: true, isPushed: false, isDigested: false };
}
