import { CircleAlert, CircleCheck, OctagonAlert } from "lucide-react";
import { useId } from "react";
import { chartNumber } from "@/components/money/chart-number";
import { formatMoney } from "@/components/money/format";
import { Badge } from "@/components/ui/badge";
import type { TaxYearDocument } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { tax as taxMessages } from "@/lib/messages/tax";
import { gainBudget } from "../gain-budget";

const text = taxMessages.years;

const LOOKS = {
  inside: { tone: "ok", icon: CircleCheck, bar: "bg-accent" },
  warned: { tone: "warning", icon: CircleAlert, bar: "bg-warning" },
  over: { tone: "critical", icon: OctagonAlert, bar: "bg-critical" },
} as const;

/** How much of the year's gain warning and cap is used up; nothing where the owner set none. */
export function GainBar({ year }: { year: TaxYearDocument }) {
  const id = useId();
  const budget = gainBudget(year);
  if (budget === null) return null;
  const { tone, icon, bar } = LOOKS[budget.state];
  const figure = text.budgetFigure(formatMoney(budget.gain), formatMoney(budget.limit));
  const limits = [year.gain_warning && text.budgetWarning(formatMoney(year.gain_warning)), year.gain_cap && text.budgetCap(formatMoney(year.gain_cap))];
  return (
    <div className="mt-5 border-t border-line pt-4">
      <p className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1.5 text-sm">
        <span id={id} className="font-medium">
          {text.budget}
        </span>
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="tabular-nums">{figure}</span>
          <Badge tone={tone} icon={icon}>
            {text.budgetStates[budget.state]}
          </Badge>
        </span>
      </p>
      <div
        role="meter"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={chartNumber(budget.usedPercent)}
        aria-valuetext={figure}
        className="relative mt-2.5 h-2 overflow-hidden rounded-full bg-neutral-soft"
      >
        <span className={`block h-full rounded-full ${bar}`} style={{ width: `${budget.usedPercent}%` }} />
        {budget.warningPercent && <span className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: `${budget.warningPercent}%` }} />}
      </div>
      <p className="mt-1.5 text-xs text-ink-soft">{limits.filter(Boolean).join(` ${messages.common.dot} `)}</p>
    </div>
  );
}
