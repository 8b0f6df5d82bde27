import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { DEFAULT_LIMITS, type StoredPolicy, useSavePolicy } from "@/lib/policy";
import { fieldProblem } from "../field-problem";
import { draftOfLimits, LIMIT_RULES, type LimitName, limitProblems, toLimits } from "../limit-form";
import { useEdits } from "../use-edits";
import { NumberField } from "./number-field";
import { PolicyOutcome } from "./policy-outcome";
import { SaveBar } from "./save-bar";

const text = settingsMessages.limits;

const GROUPS: readonly { name: keyof typeof text.groups; fields: readonly LimitName[] }[] = [
  { name: "order", fields: ["max_order_value", "max_price_move", "max_volume_share"] },
  { name: "run", fields: ["max_orders", "max_run_value", "max_run_turnover"] },
  { name: "day", fields: ["max_day_orders", "max_day_value", "max_day_turnover"] },
  { name: "guard", fields: ["max_drawdown"] },
];
const DEFAULTS = JSON.stringify(draftOfLimits(DEFAULT_LIMITS));

/** The hard limits of the portfolio, all saved together so that none is loosened unseen. */
export function LimitsCard({ stored }: { stored: StoredPolicy }) {
  const original = draftOfLimits(stored.limits);
  const edits = useEdits(original, toLimits);
  const save = useSavePolicy();
  const problems = limitProblems(edits.draft);
  const store = () => save.mutate({ limits: toLimits(edits.draft) }, { onSuccess: edits.markSaved });
  return (
    <Card title={text.title} titleId="limits-title" hint={text.hint}>
      <div className="mb-4 space-y-2 empty:hidden">
        {stored.isDraft && <Notice tone="info">{text.draft}</Notice>}
        {JSON.stringify(original) === DEFAULTS && <Notice tone="info">{text.defaults}</Notice>}
      </div>
      <div className="space-y-6">
        {GROUPS.map(({ name, fields }) => (
          <fieldset key={name}>
            <legend className="mb-2.5 text-sm font-semibold text-ink-soft">{text.groups[name]}</legend>
            <div className="grid items-start gap-x-5 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
              {fields.map((field) => (
                <NumberField
                  key={field}
                  {...text.fields[field]}
                  kind={LIMIT_RULES[field].kind}
                  value={edits.draft[field]}
                  placeholder={field === "max_drawdown" ? text.noGuard : undefined}
                  error={problems[field] ?? fieldProblem(save.error, `limits.${field}`)}
                  onValue={(typed) => edits.change({ [field]: typed })}
                />
              ))}
            </div>
          </fieldset>
        ))}
      </div>
      <SaveBar
        label={text.save}
        edits={edits}
        save={save}
        isValid={Object.values(problems).every((problem) => problem === null)}
        onSave={store}
      >
        <PolicyOutcome result={save.data} />
      </SaveBar>
    </Card>
  );
}
