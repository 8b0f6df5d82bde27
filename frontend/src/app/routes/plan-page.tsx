import { useNavigate, useParams } from "react-router";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { useStoredTargets } from "@/features/allocation";
import { DriftTable, paletteOf } from "@/features/drift";
import { useShownRun, useStoredPlan } from "@/features/rebalance";
import { useStrictestState } from "@/features/risk";
import type { CheckRebalanceDriftResult } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { executionReason } from "./allocation-reasons";
import { PlanSection } from "./plan-section";

/** One stored plan at an address of its own: to read, print, approve, or look up afterwards. */
export function PlanPage() {
  const { planId } = useParams();
  const plan = useStoredPlan(planId ?? null);
  if (plan.error) {
    const again = (
      <Button size="small" isBusy={plan.isFetching} onClick={() => void plan.refetch()}>
        {messages.common.retry}
      </Button>
    );
    return <ErrorNotice title={messages.errors.titles.plan} error={plan.error} action={again} />;
  }
  if (!plan.data) return <Skeleton what={messages.rebalance.planLoading} className="h-96" />;
  return <PlanBoard plan={plan.data} />;
}

function PlanBoard({ plan }: { plan: CheckRebalanceDriftResult }) {
  const navigate = useNavigate();
  const stored = useStoredTargets();
  const trading = useStrictestState();
  const isOffline = useIsOffline();
  const { active } = useShownRun(null);
  const palette = paletteOf(plan.drift_analysis);
  const reason = stored.status === "ready" ? executionReason({ stored: stored.value, isDirty: false, isOffline, trading, active }) : messages.rebalance.reasons.stateUnknown;
  return (
    <div className="grid gap-4 sm:gap-5">
      <PlanSection
        plan={plan}
        method={null}
        palette={palette}
        edits={null}
        isChecking={false}
        reason={reason}
        onPreview={() => navigate("/allocation")}
        onPlaced={(runId) => navigate(`/allocation?run=${runId}`)}
      />
      <DriftTable rows={plan.drift_analysis} trades={plan.trades} palette={palette} />
    </div>
  );
}
