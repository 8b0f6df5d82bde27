import { formatMoney } from "@/components/money/format";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { isPositive } from "@/lib/percent";
import type { FlowKind, Scenario, ScenarioEdit } from "../scenario";
import { type Problem, problemAt } from "../scenario-problems";
import { CheckedField } from "./checked-field";

const text = whatIfMessages;
const KINDS: readonly FlowKind[] = ["none", "deposit", "withdrawal"];
const CHOICES = KINDS.map((value) => ({ value, label: text.flowKinds[value] }));

interface FlowFieldsProps {
  scenario: Scenario;
  problems: readonly Problem[];
  /** The smallest deposit that needs no sales, or null. */
  smallestDeposit: string | null;
  onEdit: (edit: ScenarioEdit) => void;
}

/** Money paid in or taken out before the trades are worked out. */
export function FlowFields({ scenario: { flow }, problems, smallestDeposit, onEdit }: FlowFieldsProps) {
  return (
    <>
      <Segmented label={text.flowKind} value={flow.kind} choices={CHOICES} onValue={(kind) => onEdit({ flow: { ...flow, kind } })} />
      {flow.kind !== "none" && (
        <CheckedField
          label={text.flowAmount}
          inputMode="decimal"
          inputClassName="text-right tabular-nums"
          value={flow.amount}
          problem={problemAt(problems, "flow", "amount")}
          onValue={(amount) => onEdit({ flow: { ...flow, amount } })}
        />
      )}
      {smallestDeposit !== null && isPositive(smallestDeposit) && (
        <p className="flex flex-wrap items-center gap-x-2 text-[0.8125rem] leading-snug text-ink-soft">
          <span className="min-w-40 flex-1">{text.noSales(formatMoney(smallestDeposit))}</span>
          <Button size="small" tone="quiet" onClick={() => onEdit({ flow: { kind: "deposit", amount: smallestDeposit } })}>
            {text.takeAmount}
          </Button>
        </p>
      )}
    </>
  );
}
