import type { ReactNode } from "react";
import { Money, Percent } from "@/components/money/figures";
import { Fact, FactList } from "@/components/ui/fact";
import type { CheckRebalanceDriftResult } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

const text = messages.rebalance.ledger;

/** What the plan does to cash, line by line to the cent, and to turnover and drift. */
export function PlanLedger({ plan }: { plan: CheckRebalanceDriftResult }) {
  const { after } = plan;
  return (
    <div className="grid gap-4 rounded-lg bg-sunken p-4 sm:grid-cols-2">
      <dl aria-label={text.title} className="space-y-1 text-sm">
        <Line name={text.cashNow} sign="">
          <Money value={plan.cash} />
        </Line>
        <Line name={text.sells} sign={text.plus}>
          <Money value={after.sells_value} />
        </Line>
        <Line name={text.buys} sign={text.minus}>
          <Money value={after.buys_value} />
        </Line>
        <Line name={text.fees} sign={text.minus}>
          <Money value={after.fees_and_rounding} />
        </Line>
        <Line name={text.cashAfter} sign={text.equals} isTotal>
          <Money value={after.cash} />
        </Line>
      </dl>
      <FactList className="grid grid-cols-3 content-start gap-x-4 gap-y-3">
        <Fact name={text.orders}>{plan.trades.length}</Fact>
        <Fact name={text.turnover}>
          <Percent value={after.turnover_percent} />
        </Fact>
        <Fact name={text.driftAfter}>
          <Percent value={after.max_drift_percent} />
        </Fact>
      </FactList>
    </div>
  );
}

interface LineProps {
  name: string;
  sign: string;
  isTotal?: boolean;
  children: ReactNode;
}

function Line({ name, sign, isTotal = false, children }: LineProps) {
  return (
    <div className={isTotal ? "flex justify-between gap-4 border-t border-line-strong/50 pt-1 font-semibold" : "flex justify-between gap-4"}>
      <dt className={isTotal ? "" : "text-ink-soft"}>{name}</dt>
      <dd>
        <span className="mr-1 text-ink-soft">{sign}</span>
        {children}
      </dd>
    </div>
  );
}
