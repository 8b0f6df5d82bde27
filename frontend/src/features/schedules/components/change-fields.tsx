import { Select } from "@/components/ui/select";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import type { ConditionForm } from "../condition-form";
import { CheckedField } from "./checked-field";

const text = schedulesMessages.rules;

const MEASURES = [
  { value: "RELATIVE", label: text.relative },
  { value: "ABSOLUTE", label: text.absolute },
] as const;

/** The settings of a change in volatility or correlation. */
export function ChangeFields({ condition, problemOf, onChange }: ConditionForm) {
  return (
    <>
      {condition.kind === "VOLATILITY_CHANGE" ? (
        <CheckedField
          label={text.symbol}
          value={condition.symbol}
          placeholder={text.wholePortfolio}
          hint={text.symbolHint}
          problem={problemOf("symbol")}
          autoCapitalize="characters"
          spellCheck={false}
          onValue={(symbol) => onChange({ symbol: symbol.trim().toUpperCase() })}
        />
      ) : (
        <CheckedField
          label={text.pair}
          value={condition.pair}
          placeholder={text.everyPair}
          hint={text.pairHint}
          problem={problemOf("symbols")}
          autoCapitalize="characters"
          spellCheck={false}
          onValue={(pair) => onChange({ pair: pair.toUpperCase() })}
        />
      )}
      <CheckedField
        label={text.lookBack}
        inputMode="numeric"
        value={condition.lookBack}
        problem={problemOf("look_back")}
        onValue={(lookBack) => onChange({ lookBack })}
      />
      <CheckedField
        label={text.change}
        inputMode="decimal"
        value={condition.change}
        problem={problemOf("change")}
        onValue={(change) => onChange({ change })}
      />
      <Select label={text.measure} value={condition.measure} choices={MEASURES} onValue={(measure) => onChange({ measure })} />
    </>
  );
}
