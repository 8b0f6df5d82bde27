import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import type { RebalancingMethod, TriggerKind } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { RULE_KINDS, type RuleDraft } from "../rule-draft";
import { conditionField } from "../rule-problems";
import { CheckedField } from "./checked-field";
import { CombinedFields } from "./combined-fields";
import { ConditionFields } from "./condition-fields";
import { TermsFields } from "./terms-fields";

const text = schedulesMessages.rules;
const KINDS = RULE_KINDS.map((value) => ({ value, label: text.kinds[value] }));

interface RuleFormProps {
  rule: RuleDraft;
  policyMethod: RebalancingMethod;
  /** What is wrong with a field of this rule, by the server's name of it. */
  problemOf: (field: string) => string | undefined;
  onChange: (part: Partial<RuleDraft>) => void;
  onKind: (kind: TriggerKind) => void;
  onDone: () => void;
}

/** Everything that can be set of one rule. */
export function RuleForm({ rule, policyMethod, problemOf, onChange, onKind, onDone }: RuleFormProps) {
  const [first] = rule.conditions;
  return (
    <div className="mt-3 space-y-4 rounded-lg bg-sunken p-3 sm:p-4">
      <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2">
        <Select
          label={text.kind}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a person has just asked for this form
          autoFocus
          value={rule.kind}
          choices={KINDS}
          onValue={onKind}
        />
        <CheckedField
          label={text.name}
          value={rule.id}
          readOnly={!rule.isNew}
          hint={rule.isNew ? undefined : text.nameKept}
          problem={problemOf("id")}
          spellCheck={false}
          inputClassName="read-only:bg-transparent read-only:text-ink-soft"
          onValue={(id) => onChange({ id })}
        />
      </div>
      {rule.kind === "COMBINED" && <CombinedFields rule={rule} problemOf={problemOf} onChange={onChange} />}
      {rule.kind !== "COMBINED" && first && (
        <ConditionFields
          condition={first}
          problemOf={(parameter) => problemOf(conditionField(rule, 0, parameter))}
          onChange={(part) => onChange({ conditions: [{ ...first, ...part }] })}
        />
      )}
      <TermsFields rule={rule} policyMethod={policyMethod} problemOf={problemOf} onChange={onChange} />
      <Button size="small" aria-label={text.doneWith(rule.id)} onClick={onDone}>
        {text.done}
      </Button>
    </div>
  );
}
