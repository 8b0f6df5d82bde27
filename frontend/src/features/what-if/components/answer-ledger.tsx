import { SignedMoney } from "@/components/money/figures";
import { formatMoney } from "@/components/money/format";
import { Side } from "@/components/money/side";
import { symbolName } from "@/components/money/symbol-name";
import type { LedgerStepView } from "@/lib/contracts/generated";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";

const text = whatIfMessages;

/** The person's own trades in order, with the cash after each. */
export function AnswerLedger({ steps }: { steps: readonly LedgerStepView[] }) {
  return (
    <section>
      <h3 className="text-sm font-semibold">{text.ownTradesTitle}</h3>
      {steps.length === 0 ? (
        <p className="mt-1.5 text-sm text-ink-soft">{text.noLedger}</p>
      ) : (
        <ol className="mt-1">
          {steps.map((step) => (
            <li key={step.number} className="flex flex-wrap items-baseline justify-between gap-x-3 border-b border-line py-2 text-sm last:border-b-0">
              <span className="font-semibold">
                <Side side={step.action === "BUY" ? "buy" : "sell"} /> {symbolName(step.leg)}
              </span>
              <SignedMoney value={step.change} />
              <span className="w-full text-right text-xs text-ink-soft tabular-nums">{text.cashAfterStep(formatMoney(step.cash))}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
