import { type Choice, Select } from "@/components/ui/select";
import type { RebalancingMethod } from "@/lib/contracts/generated";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import type { RuledLotMethod, Scenario, ScenarioEdit } from "../scenario";

const text = whatIfMessages;
const AS_SET = "";

const METHODS: readonly Choice<RebalancingMethod | typeof AS_SET>[] = choicesOf(text.methods);
const LOT_METHODS: readonly Choice<RuledLotMethod | typeof AS_SET>[] = choicesOf(text.lotMethods);

interface MethodFieldsProps {
  scenario: Scenario;
  onEdit: (edit: ScenarioEdit) => void;
}

/** How the trades are worked out, and which lots a sale takes. */
export function MethodFields({ scenario, onEdit }: MethodFieldsProps) {
  return (
    <>
      <Select
        label={text.method}
        value={scenario.method ?? AS_SET}
        choices={METHODS}
        onValue={(method) => onEdit({ method: method === AS_SET ? null : method })}
      />
      <Select
        label={text.lots}
        value={scenario.lotMethod ?? AS_SET}
        choices={LOT_METHODS}
        onValue={(lotMethod) => onEdit({ lotMethod: lotMethod === AS_SET ? null : lotMethod })}
      />
    </>
  );
}

function choicesOf<Value extends string>(names: Record<Value, string>): Choice<Value | typeof AS_SET>[] {
  const values = Object.keys(names) as Value[];
  return [{ value: AS_SET, label: text.methodAsSet }, ...values.map((value) => ({ value, label: names[value] }))];
}
