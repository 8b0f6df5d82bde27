import { type ReactNode, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { useHasPassed } from "@/lib/clock";
import type { CheckRebalanceDriftResult } from "@/lib/contracts/generated";
import { useFocusOnArrival } from "@/lib/focus";
import { messages } from "@/lib/messages";
import { isReady, type ReadyPlan } from "../ready-plan";
import { ConfirmDialog } from "./confirm-dialog";
import { PlanClock } from "./plan-clock";
import { PlanLedger } from "./plan-ledger";
import { SkippedList } from "./skipped-list";
import { TradeTable } from "./trade-table";

const text = messages.rebalance;
const TITLE_ID = "plan-title";

interface PlanPanelProps {
  plan: CheckRebalanceDriftResult;
  /** The mix before and after, drawn by the page. */
  mix: ReactNode;
  isChecking: boolean;
  /** Why orders cannot be placed now, apart from expiry, or null. */
  reason: string | null;
  onPreviewAgain: () => void;
  onPlaced: (runId: string) => void;
}

/** The outcome of a preview: a plan to approve, or why there is none. */
export function PlanPanel({ plan, ...rest }: PlanPanelProps) {
  useFocusOnArrival(TITLE_ID, true);
  return isReady(plan) ? <ReadyPanel plan={plan} {...rest} /> : <IdlePanel plan={plan} />;
}

function IdlePanel({ plan }: { plan: CheckRebalanceDriftResult }) {
  const isBlocked = plan.status === "BLOCKED";
  return (
    <Card title={isBlocked ? text.blockedTitle : text.nothingTitle} titleId={TITLE_ID}>
      <p role="status" className="text-sm leading-relaxed">
        {plan.message}
      </p>
      <Warnings plan={plan} />
      <SkippedList skipped={plan.skipped} />
    </Card>
  );
}

function ReadyPanel({ plan, mix, isChecking, reason, onPreviewAgain, onPlaced }: PlanPanelProps & { plan: ReadyPlan }) {
  const [isConfirming, setIsConfirming] = useState(false);
  const isExpired = useHasPassed(plan.plan_expires_at);
  const blocked = isExpired ? text.reasons.expired : reason;
  return (
    <Card
      title={text.planTitle}
      titleId={TITLE_ID}
      aside={
        <span className="flex flex-wrap items-center gap-3">
          {!isExpired && <PlanClock expiresAt={plan.plan_expires_at} />}
          <Badge>{text.planBadge}</Badge>
        </span>
      }
    >
      {isExpired && (
        <Notice
          tone="warning"
          role="status"
          className="mb-4"
          action={
            <Button size="small" isBusy={isChecking} onClick={onPreviewAgain}>
              {text.previewAgain}
            </Button>
          }
        >
          {text.expired}
        </Notice>
      )}
      <div className={isExpired ? "space-y-5 text-ink-soft grayscale" : "space-y-5"}>
        {mix}
        <TradeTable trades={plan.trades} labelledBy={TITLE_ID} />
        <PlanLedger plan={plan} />
      </div>
      <Warnings plan={plan} />
      <SkippedList skipped={plan.skipped} />
      <div className="mt-5 border-t border-line pt-4">
        <Button tone="primary" reason={blocked} onClick={() => setIsConfirming(true)}>
          {text.place(plan.trades.length)}
        </Button>
      </div>
      <ConfirmDialog plan={plan} isOpen={isConfirming} reason={blocked} onOpenChange={setIsConfirming} onPlaced={onPlaced} />
    </Card>
  );
}

function Warnings({ plan }: { plan: CheckRebalanceDriftResult }) {
  if (plan.warnings.length === 0) return null;
  return (
    <Notice tone="warning" title={text.warnings} className="mt-4">
      {plan.warnings.map((warning) => (
        <p key={warning.message}>{warning.message}</p>
      ))}
    </Notice>
  );
}
