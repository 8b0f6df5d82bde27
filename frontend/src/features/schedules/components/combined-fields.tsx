import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { Segmented } from "@/components/ui/segmented";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { CONDITION_KINDS, type ConditionDraft, emptyCondition, type RuleDraft } from "../rule-draft";
import { conditionField, MOST_CONDITIONS } from "../rule-problems";
import { ConditionFields } from "./condition-fields";

const text = schedulesMessages.rules;

const KINDS = CONDITION_KINDS.map((value) => ({ value, label: text.kinds[value] }));
const MODES = [
  { value: "ALL", label: text.all },
  { value: "ANY", label: text.any },
] as const;

interface CombinedFieldsProps {
  rule: RuleDraft;
  problemOf: (field: string) => string | undefined;
  onChange: (part: Partial<RuleDraft>) => void;
}

/** The conditions of a combined rule, and how many of them have to hold. */
export function CombinedFields({ rule, problemOf, onChange }: CombinedFieldsProps) {
  const { conditions } = rule;
  const problem = problemOf("trigger_parameters.conditions");
  const change = (key: string, part: Partial<ConditionDraft>) =>
    onChange({ conditions: conditions.map((each) => (each.key === key ? { ...each, ...part } : each)) });
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span aria-hidden className="text-sm font-medium">
          {text.combine}
        </span>
        <Segmented label={text.combine} value={rule.combine} choices={MODES} onValue={(combine) => onChange({ combine })} />
      </div>
      {conditions.map((condition, place) => (
        <fieldset key={condition.key} className="rounded-lg border border-line bg-surface p-3">
          <legend className="sr-only">{text.condition(place + 1)}</legend>
          <div className="mb-3 flex items-end gap-2">
            <Select
              className="flex-1"
              label={text.condition(place + 1)}
              value={condition.kind}
              choices={KINDS}
              onValue={(kind) => change(condition.key, { ...emptyCondition(kind), key: condition.key })}
            />
            <Button
              tone="quiet"
              size="icon"
              aria-label={text.removeCondition(place + 1)}
              onClick={() => onChange({ conditions: conditions.filter((each) => each !== condition) })}
            >
              <X aria-hidden className="size-4" />
            </Button>
          </div>
          <ConditionFields
            condition={condition}
            problemOf={(parameter) => problemOf(conditionField(rule, place, parameter))}
            onChange={(part) => change(condition.key, part)}
          />
        </fieldset>
      ))}
      {problem && <p className="text-[0.8125rem] leading-snug text-critical">{problem}</p>}
      {conditions.length < MOST_CONDITIONS && (
        <Button size="small" onClick={() => onChange({ conditions: [...conditions, emptyCondition("THRESHOLD")] })}>
          <Plus aria-hidden className="size-4" />
          {text.addCondition}
        </Button>
      )}
    </div>
  );
}
