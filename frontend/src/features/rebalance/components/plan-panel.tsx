import { type ReactNode, useId, useState } from "react";
import { Moment } from "@/components/money/figures";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { useHasPassed } from "@/lib/clock";
import type { CheckRebalanceDriftRequest, CheckRebalanceDriftResult, RebalancingMethod } from "@/lib/contracts/generated";
import { useFocusOnArrival } from "@/lib/focus";
import { messages } from "@/lib/messages";
import { useRunOfPlan } from "../api/run-of-plan";
import { isReady, type ReadyPlan } from "../ready-plan";
import { NOTHING_SEEN, reviewReason } from "../review";
import type { PlanEdits } from "../use-plan-edits";
import { ConfirmDialog } from "./confirm-dialog";
import { PlanLedger } from "./plan-ledger";
import { PlanMarks } from "./plan-marks";
import { PlanPlaced } from "./plan-placed";
import { RuleList } from "./rule-list";
import { SkippedList } from "./skipped-list";
import { TradeEditor } from "./trade-editor";
import { TradeTable } from "./trade-table";

const text = messages.rebalance;
const TITLE_ID = "plan-title";

interface PlanPanelProps {
  plan: CheckRebalanceDriftResult;
  /** The method that was asked for; null leaves it to the policy. */
  method: RebalancingMethod | null;
  /** The mix before and after, and what the plan means for taxes, drawn by the page. */
  mix: ReactNode;
  tax: ReactNode;
  /** What the exchange's hours mean for the orders, drawn by the page. */
  market: ReactNode;
  /** What its owner has changed in it; null where it cannot be edited. */
  edits: PlanEdits | null;
  isChecking: boolean;
  /** Why orders cannot be placed now, apart from expiry and review, or null. */
  reason: string | null;
  onPreview: (wishes?: Partial<CheckRebalanceDriftRequest>) => void;
  onPlaced: (runId: string) => void;
}

/** The outcome of a preview: a plan to approve, or why there is none. */
export function PlanPanel({ plan, ...rest }: PlanPanelProps) {
  useFocusOnArrival(TITLE_ID, true);
  return isReady(plan) ? <ReadyPanel plan={plan} {...rest} /> : <IdlePanel plan={plan} method={rest.method} />;
}

function IdlePanel({ plan, method }: Pick<PlanPanelProps, "plan" | "method">) {
  const isBlocked = plan.status === "BLOCKED";
  return (
    <Card title={isBlocked ? text.blockedTitle : text.nothingTitle} titleId={TITLE_ID}>
      <p role="status" className="text-sm leading-relaxed">
        {plan.message}
      </p>
      <Warnings plan={plan} />
      {isBlocked && <RuleList rules={plan.rule_results} given={null} onGive={() => undefined} />}
      <SkippedList skipped={plan.skipped} method={method} />
    </Card>
  );
}

function ReadyPanel({ plan, method, mix, tax, market, edits, isChecking, reason, onPreview, onPlaced }: PlanPanelProps & { plan: ReadyPlan }) {
  const [isEditing, setIsEditing] = useState(false);
  const [hasEdited, setHasEdited] = useState(false);
  const [seen, setSeen] = useState(NOTHING_SEEN);
  const run = useRunOfPlan(plan.plan_id);
  const isExpired = useHasPassed(plan.plan_expires_at) && !run;
  const needsReview = plan.status === "PENDING_REVIEW" && !run;
  const title = run ? text.planOf : needsReview ? text.reviewTitle : text.planTitle;
  const blocked = isExpired ? text.reasons.expired : (reason ?? reviewReason(plan, seen));
  const open = () => {
    setIsEditing(true);
    setHasEdited(true);
  };
  const previewAgain = () => onPreview(edits && edits.wishes.length > 0 ? { edits: [...edits.wishes] } : {});
  return (
    <Card title={title} titleId={TITLE_ID} hint={<PlanOrigin plan={plan} />} aside={<PlanMarks plan={plan} isExpired={isExpired} run={run} />}>
      {isExpired && <ExpiredNotice isChecking={isChecking} onPreview={previewAgain} />}
      <div className={isExpired ? "space-y-5 text-ink-soft grayscale" : "space-y-5"}>
        {mix}
        {isEditing && edits && !run ? (
          <TradeEditor
            planned={edits.planned}
            wishes={edits.wishes}
            isChecking={isChecking}
            onApply={(wishes) => onPreview({ edits: wishes })}
            onClose={() => setIsEditing(false)}
          />
        ) : (
          <TradeTable trades={plan.trades} labelledBy={TITLE_ID} />
        )}
        {edits && !isEditing && !run && <EditButton isReturning={hasEdited} onOpen={open} />}
        <PlanLedger plan={plan} />
        {tax}
      </div>
      <Warnings plan={plan} />
      <RuleList rules={plan.rule_results} given={needsReview ? seen : null} onGive={setSeen} />
      <SkippedList skipped={plan.skipped} method={method} />
      {run ? (
        <PlanPlaced run={run} />
      ) : (
        <ApprovalBar plan={plan} seen={seen} isEditing={isEditing} blocked={blocked} market={market} onPlaced={onPlaced} />
      )}
    </Card>
  );
}

/** Opens the editor; whoever comes back from it without a change finds the focus here again. */
function EditButton({ isReturning, onOpen }: { isReturning: boolean; onOpen: () => void }) {
  const id = useId();
  useFocusOnArrival(id, isReturning);
  // The frame counts as a part of the plan, so that there is room above and below.
  return (
    <div className="print:hidden">
      <Button id={id} size="small" onClick={onOpen}>
        {text.edit.open}
      </Button>
    </div>
  );
}

/** Which plan this is and what it rests on, on the screen and on paper. */
function PlanOrigin({ plan }: { plan: ReadyPlan }) {
  return (
    <>
      {text.planOf} <span className="font-mono text-xs break-all">{plan.plan_id}</span>
      <span className="mx-1.5">{messages.common.dot}</span>
      {text.planAsOf} <Moment value={plan.as_of} />
    </>
  );
}

interface ApprovalBarProps {
  plan: ReadyPlan;
  seen: typeof NOTHING_SEEN;
  isEditing: boolean;
  blocked: string | null;
  market: ReactNode;
  onPlaced: (runId: string) => void;
}

function ApprovalBar({ plan, seen, isEditing, blocked, market, onPlaced }: ApprovalBarProps) {
  const [isConfirming, setIsConfirming] = useState(false);
  return (
    <div className="mt-5 border-t border-line pt-4 print:hidden">
      {market}
      <Button tone="primary" reason={isEditing ? text.reasons.editing : blocked} onClick={() => setIsConfirming(true)}>
        {text.place(plan.trades.length)}
      </Button>
      <ConfirmDialog plan={plan} seen={seen} isOpen={isConfirming} reason={blocked} onOpenChange={setIsConfirming} onPlaced={onPlaced} />
    </div>
  );
}

function ExpiredNotice({ isChecking, onPreview }: { isChecking: boolean; onPreview: () => void }) {
  return (
    <Notice
      tone="warning"
      role="status"
      className="mb-4"
      action={
        <Button size="small" isBusy={isChecking} onClick={onPreview}>
          {text.previewAgain}
        </Button>
      }
    >
      {text.expired}
    </Notice>
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
