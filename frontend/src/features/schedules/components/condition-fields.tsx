import { Checkbox } from "@/components/ui/checkbox";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import type { ConditionForm } from "../condition-form";
import { CalendarFields } from "./calendar-fields";
import { ChangeFields } from "./change-fields";
import { CheckedField } from "./checked-field";

const text = schedulesMessages.rules;

/** The settings of one condition, by what it waits for. */
export function ConditionFields(props: ConditionForm) {
  return (
    <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
      <FieldsOfKind {...props} />
    </div>
  );
}

function FieldsOfKind(props: ConditionForm) {
  switch (props.condition.kind) {
    case "CALENDAR":
      return <CalendarFields {...props} />;
    case "THRESHOLD":
      return <ThresholdFields {...props} />;
    case "CASH_FLOW":
      return <CashFields {...props} />;
    default:
      return <ChangeFields {...props} />;
  }
}

function ThresholdFields({ condition, problemOf, onChange }: ConditionForm) {
  return (
    <CheckedField
      label={text.threshold}
      inputMode="decimal"
      value={condition.threshold}
      placeholder={text.bands}
      hint={text.thresholdHint}
      problem={problemOf("threshold")}
      onValue={(threshold) => onChange({ threshold })}
    />
  );
}

const FLOWS = ["deposits", "dividends", "withdrawals"] as const;

function CashFields({ condition, problemOf, onChange }: ConditionForm) {
  const problem = problemOf("deposits");
  return (
    <>
      <CheckedField
        label={text.amount}
        inputMode="decimal"
        value={condition.amount}
        problem={problemOf("amount")}
        onValue={(amount) => onChange({ amount })}
      />
      <fieldset>
        <legend className="mb-1 text-sm font-medium">{text.flows}</legend>
        <div className="flex flex-wrap gap-x-5">
          {FLOWS.map((flow) => (
            <Checkbox key={flow} label={text[flow]} isChecked={condition[flow]} onCheck={(isOn) => onChange({ [flow]: isOn })} />
          ))}
        </div>
        {problem && <p className="text-[0.8125rem] leading-snug text-critical">{problem}</p>}
      </fieldset>
    </>
  );
}
