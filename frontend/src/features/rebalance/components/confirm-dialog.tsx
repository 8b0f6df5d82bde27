import { useRef, useState } from "react";
import { ErrorNotice, isUnsure } from "@/components/error-notice";
import { Money, Quantity } from "@/components/money/figures";
import { formatMoney, formatQuantity } from "@/components/money/format";
import { formatSeconds } from "@/components/money/format-time";
import { Side } from "@/components/money/side";
import { AlertDialog, AlertDialogClose } from "@/components/ui/alert-dialog";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Fact, FactList } from "@/components/ui/fact";
import { TextField } from "@/components/ui/text-field";
import { secondsUntil, useNow } from "@/lib/clock";
import type { PlannedTrade } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { useConfirmAbove } from "@/lib/typed-confirmation";
import { amountToType, isTyped, wholeDollars } from "../amount-to-type";
import { useExecutePlan } from "../api/execute-plan";
import { approve } from "../approval";
import type { ReadyPlan } from "../ready-plan";
import type { Acknowledgement } from "../review";

const text = messages.rebalance;

interface ConfirmDialogProps {
  plan: ReadyPlan;
  seen: Acknowledgement;
  isOpen: boolean;
  /** Why the orders cannot be placed at this moment, or null. */
  reason: string | null;
  onOpenChange: (isOpen: boolean) => void;
  onPlaced: (runId: string) => void;
}

/** The last look before orders leave; a large basket for a live account also takes its amount, typed. */
export function ConfirmDialog({ plan, seen, isOpen, reason, onOpenChange, onPlaced }: ConfirmDialogProps) {
  const cancel = useRef<HTMLButtonElement>(null);
  const execute = useExecutePlan(onPlaced);
  const [typed, setTyped] = useState("");
  const [above] = useConfirmAbove();
  const amount = amountToType(plan, above);
  const untyped = amount !== null && !isTyped(amount, typed) ? text.confirm.untyped : null;
  const count = plan.trades.length;
  const change = (next: boolean) => {
    setTyped("");
    onOpenChange(next);
  };
  const place = () => {
    const { idempotencyKey } = approve(plan.plan_id);
    execute.mutate({
      portfolio_id: plan.portfolio_id,
      plan_id: plan.plan_id,
      plan_hash: plan.plan_hash,
      idempotency_key: idempotencyKey,
      ...(plan.status === "PENDING_REVIEW" && { acknowledged_rules: [...seen.rules], note: seen.note.trim() }),
    });
  };
  const titles = messages.errors.titles;
  return (
    <AlertDialog
      isOpen={isOpen}
      onOpenChange={change}
      title={text.confirm.title(count, plan.environment)}
      description={text.confirm.body}
      initialFocus={cancel}
      footer={
        <>
          <AlertDialogClose ref={cancel} render={<Button />}>
            {messages.common.cancel}
          </AlertDialogClose>
          <Button
            tone={plan.environment === "LIVE" ? "danger" : "primary"}
            isBusy={execute.isPending}
            reason={execute.isPending ? null : (reason ?? untyped)}
            onClick={place}
          >
            {execute.isPending ? text.placing(count) : text.place(count)}
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <PlanFacts plan={plan} />
        <OrderList trades={plan.trades} />
        {amount !== null && (
          <TextField
            label={text.confirm.type(formatQuantity(wholeDollars(amount)))}
            hint={text.confirm.typeHint(formatMoney(amount), formatMoney(above))}
            inputMode="decimal"
            value={typed}
            onValue={setTyped}
          />
        )}
        {execute.error && (
          <ErrorNotice
            title={isUnsure(execute.error) ? titles.executeUnsure : titles.execute}
            error={execute.error}
            isTrading
          />
        )}
      </div>
    </AlertDialog>
  );
}

function PlanFacts({ plan }: { plan: ReadyPlan }) {
  const now = useNow();
  return (
    <FactList className="grid grid-cols-3 gap-x-4">
      <Fact name={text.confirm.environment}>
        <Badge tone={plan.environment === "LIVE" ? "critical" : "accent"}>{messages.common.environment[plan.environment]}</Badge>
      </Fact>
      <Fact name={text.confirm.plan}>{text.confirm.planAge(formatSeconds(-secondsUntil(plan.as_of, now)))}</Fact>
      <Fact name={text.confirm.validity}>{formatSeconds(secondsUntil(plan.plan_expires_at, now))}</Fact>
    </FactList>
  );
}

function OrderList({ trades }: { trades: readonly PlannedTrade[] }) {
  return (
    <ul aria-label={text.confirm.list} className="divide-y divide-line rounded-lg border border-line text-sm">
      {trades.map((trade) => (
        <li key={trade.number} className="flex items-baseline justify-between gap-3 px-3 py-2">
          <span className="font-semibold">
            <Side side={trade.side} /> {trade.symbol}
          </span>
          <span className="flex-1 text-right text-ink-soft">
            <Quantity value={trade.qty} />
          </span>
          <span className="w-28 text-right font-semibold">
            <Money value={trade.estimated_value} />
          </span>
        </li>
      ))}
    </ul>
  );
}
