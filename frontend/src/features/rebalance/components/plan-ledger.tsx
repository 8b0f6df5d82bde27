import { Money, Percent } from "@/components/money/figures";
import { Fact, FactList } from "@/components/ui/fact";
import type { CheckRebalanceDriftResult } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

const text = messages.rebalance.ledger;

/** What the plan does to cash, turnover and drift. */
export function PlanLedger({ plan }: { plan: CheckRebalanceDriftResult }) {
  return (
    <FactList className="grid grid-cols-2 gap-x-4 gap-y-3 rounded-lg bg-sunken p-4 sm:grid-cols-5">
      <Fact name={text.orders}>{plan.trades.length}</Fact>
      <Fact name={text.cashNow}>
        <Money value={plan.cash} />
      </Fact>
      <Fact name={text.cashAfter}>
        <Money value={plan.after.cash} />
      </Fact>
      <Fact name={text.turnover}>
        <Percent value={plan.after.turnover_percent} />
      </Fact>
      <Fact name={text.driftAfter}>
        <Percent value={plan.after.max_drift_percent} />
      </Fact>
    </FactList>
  );
}
