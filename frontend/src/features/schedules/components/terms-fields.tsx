import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Select } from "@/components/ui/select";
import type { RebalancingMethod } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import type { RuleDraft } from "../rule-draft";
import { CheckedField } from "./checked-field";

const text = schedulesMessages.rules;
const { methods } = schedulesMessages.sentence;

const METHODS = ["FULL", "THRESHOLD_REBALANCING", "PROPORTIONAL_REBALANCING", "TACTICAL_REBALANCING", "CASH_FLOW", "TAX_AWARE", "FULL_OPTIMIZATION"] as const satisfies RebalancingMethod[];

interface TermsFieldsProps {
  rule: RuleDraft;
  policyMethod: RebalancingMethod;
  problemOf: (field: string) => string | undefined;
  onChange: (part: Partial<RuleDraft>) => void;
}

/** The method and the limits of the plans a rule asks for; open where any is set. */
export function TermsFields({ rule, policyMethod, problemOf, onChange }: TermsFieldsProps) {
  const [isOpen, setIsOpen] = useState(hasTerms(rule));
  const choices = [
    { value: "" as const, label: text.methodPolicy(methods[policyMethod]) },
    ...METHODS.map((value) => ({ value, label: sentenceCase(methods[value]) })),
  ];
  return (
    <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)} className="group rounded-lg border border-line bg-surface">
      <summary className="flex min-h-10 cursor-pointer list-none items-center gap-2 rounded-lg px-3 text-sm font-medium">
        <ChevronRight aria-hidden className="size-4 shrink-0 transition-transform group-open:rotate-90" />
        {text.termsTitle}
      </summary>
      <div className="grid items-start gap-x-4 gap-y-3 px-3 pt-1 pb-3 sm:grid-cols-2 lg:grid-cols-4">
        <p className="text-[0.8125rem] leading-snug text-ink-soft sm:col-span-2 lg:col-span-4">{text.termsHint}</p>
        <Select label={text.method} value={rule.method} choices={choices} onValue={(method) => onChange({ method })} />
        <CheckedField
          label={text.maxTurnover}
          inputMode="decimal"
          suffix={text.percent}
          value={rule.maxTurnover}
          placeholder={text.noLimit}
          problem={problemOf("constraints.max_turnover")}
          onValue={(maxTurnover) => onChange({ maxTurnover })}
        />
        <CheckedField
          label={text.minTradeSize}
          inputMode="decimal"
          value={rule.minTradeSize}
          placeholder={text.noLimit}
          problem={problemOf("constraints.min_trade_size")}
          onValue={(minTradeSize) => onChange({ minTradeSize })}
        />
        <CheckedField
          label={text.costLimit}
          inputMode="decimal"
          value={rule.costLimit}
          placeholder={text.noLimit}
          problem={problemOf("constraints.transaction_cost_limit")}
          onValue={(costLimit) => onChange({ costLimit })}
        />
        <CheckedField
          className="sm:col-span-2 lg:col-span-4"
          label={text.excluded}
          value={rule.excluded}
          placeholder={text.excludedNone}
          problem={problemOf("constraints.excluded_instruments")}
          autoCapitalize="characters"
          spellCheck={false}
          onValue={(excluded) => onChange({ excluded: excluded.toUpperCase() })}
        />
      </div>
    </details>
  );
}

function hasTerms(rule: RuleDraft): boolean {
  return [rule.method, rule.maxTurnover, rule.minTradeSize, rule.costLimit, rule.excluded].some((term) => term !== "");
}

function sentenceCase(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
