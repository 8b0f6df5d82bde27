import { Card } from "@/components/ui/card";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { type StoredPolicy, useSavePolicy } from "@/lib/policy";
import {
  draftOfExecution,
  EXECUTION_RULES,
  type ExecutionDraft,
  type ExecutionNumber,
  executionProblems,
  toExecution,
} from "../execution-form";
import { fieldProblem } from "../field-problem";
import { useEdits } from "../use-edits";
import { NumberField } from "./number-field";
import { PolicyOutcome } from "./policy-outcome";
import { SaveBar } from "./save-bar";

const text = settingsMessages.execution;

const ORDER_TYPES = (["market", "limit"] as const).map((value) => ({ value, label: text.orderTypes[value] }));
const LAST_RESORTS = (["LEAVE_UNFILLED", "CONVERT_TO_MARKET"] as const).map((value) => ({ value, label: text.lastResorts[value] }));
const OF_LIMIT_ORDERS: readonly ExecutionNumber[] = ["limit_buffer", "reprice_after_seconds", "max_reprices"];

/** When and how the orders of plans leave. What concerns limit orders only is there with them only, and kept without. */
export function ExecutionCard({ stored }: { stored: StoredPolicy }) {
  const original = draftOfExecution(stored.execution);
  const edits = useEdits<ExecutionDraft>(original, toExecution);
  const save = useSavePolicy();
  const problems = executionProblems(edits.draft);
  const isLimit = edits.draft.order_type === "limit";
  // Fields that go out of sight go back to what is stored, so that none of them can refuse a save unseen.
  const choose = (order_type: ExecutionDraft["order_type"]) =>
    edits.change(order_type === "limit" ? { order_type } : { ...original, order_type, hold_seconds: edits.draft.hold_seconds });
  const store = () => save.mutate({ execution: toExecution(edits.draft) }, { onSuccess: edits.markSaved });
  const field = (name: ExecutionNumber) => (
    <NumberField
      key={name}
      {...text.fields[name]}
      kind={EXECUTION_RULES[name].kind}
      value={edits.draft[name]}
      unit={name.endsWith("_seconds") ? settingsMessages.units.seconds : undefined}
      error={problems[name] ?? fieldProblem(save.error, `execution.${name}`)}
      onValue={(typed) => edits.change({ [name]: typed })}
    />
  );
  return (
    <Card title={text.title} titleId="execution-title" hint={text.hint}>
      <div className="space-y-4">
        <div>
          <Segmented
            label={text.orderType}
            value={edits.draft.order_type}
            choices={ORDER_TYPES}
            onValue={choose}
          />
          <p className="mt-2 text-[0.8125rem] leading-snug text-ink-soft">{isLimit ? text.limitNote : text.marketNote}</p>
        </div>
        <div className="grid items-start gap-x-5 gap-y-4 sm:grid-cols-2 xl:grid-cols-3">
          {field("hold_seconds")}
          {isLimit && OF_LIMIT_ORDERS.map(field)}
          {isLimit && (
            <Select
              label={text.fields.last_resort.label}
              value={edits.draft.last_resort}
              choices={LAST_RESORTS}
              onValue={(last_resort) => edits.change({ last_resort })}
            />
          )}
        </div>
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
