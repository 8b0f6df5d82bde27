import { Attempts } from "@/components/attempts";
import { Lost } from "@/components/lost";
import { UnsavedGuard } from "@/components/unsaved-guard";
import { lazy, Suspense, useState } from "react";
import { useSearchParams } from "react-router";
import { hasEnded } from "@/components/run/run-timeline";
import { Skeleton } from "@/components/ui/skeleton";
import { type StoredTargets, TargetEditor, useStoredTargets, useTargetEdits } from "@/features/allocation";
import { DriftTable, MixCard, paletteOf, useCurrentDrift, useLastLook } from "@/features/drift";
import { approvedPlan, methodOf, type Mode, ModeSwitch, useCheckDrift, usePlanEdits, usePlanInHand, useShownRun } from "@/features/rebalance";
import { useStrictestState } from "@/features/risk";
import type { CheckRebalanceDriftRequest, DriftAnalysisRow } from "@/lib/contracts/generated";
import { useEnvironment } from "@/lib/environment";
import { useIsOffline, useUser } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { Aged } from "./aged";
import { executionReason, previewReason } from "./allocation-reasons";
import { FirstSteps } from "./first-steps";
import { Standing } from "./standing";

const loadPlanSection = async () => ({ default: (await import("./plan-section")).PlanSection });
const PlanSection = lazy(loadPlanSection);
const RunSection = lazy(async () => ({ default: (await import("./run-section")).RunSection }));

/** Requirement 004's allocation page: targets, drift, preview, approval, run. */
export function AllocationPage() {
  return <Attempts>{(onRetry) => <StoredBoard onRetry={onRetry} />}</Attempts>;
}

function StoredBoard({ onRetry }: { onRetry: () => void }) {
  const stored = useStoredTargets();
  if (stored.status === "error") return <Lost title={messages.errors.titles.load} onRetry={onRetry} />;
  if (stored.status !== "ready") return <Skeleton what={messages.allocation.loading} className="h-96" />;
  return (
    <UnsavedGuard>
      <AllocationBoard stored={stored.value} />
    </UnsavedGuard>
  );
}

const NO_ROWS: readonly DriftAnalysisRow[] = [];

function AllocationBoard({ stored }: { stored: StoredTargets }) {
  const [placedRunId, setPlacedRunId] = useState<string | null>(null);
  const [mode, setMode] = useState<Mode>("POLICY");
  const edits = useTargetEdits(stored);
  const trading = useStrictestState();
  const isOffline = useIsOffline();
  const lastLook = useLastLook();
  const environment = useEnvironment(useUser().uid);
  const { params, show, runId, run, active } = useAddress();
  const isOver = run.status === "ready" && hasEnded(run.value.state);
  const current = useCurrentDrift([stored.version, isOver && `${runId} ${run.value.updated_at}`, lastLook].join(" "));
  const check = useCheckDrift();
  const consumed = run.status === "ready" ? run.value.plan_id : null;
  // The run's document may come before the answer that names it.
  const isFresh = runId === placedRunId || (consumed !== null && consumed === approvedPlan() && consumed === (check.data?.plan_id ?? params.get("plan")));
  const plan = usePlanInHand({ made: check.data, named: params.get("plan"), consumed });
  const planEdits = usePlanEdits(plan);
  const report = plan ?? current.data;
  const isOld = !plan && current.isOld;
  const rows = report?.drift_analysis ?? NO_ROWS;
  const palette = paletteOf(rows);
  const preview = (wishes: Partial<CheckRebalanceDriftRequest> = {}) => {
    // What draws the answer is fetched beside it; where that fails, drawing tries again and tells.
    loadPlanSection().catch(() => undefined);
    check.mutate(
      { method: methodOf(mode), ...wishes },
      {
        onSuccess: (made) => {
          planEdits.keep(made, wishes.edits ?? []);
          if (made.plan_id) show({ plan: made.plan_id });
        },
      },
    );
  };
  const dropPlan = () => {
    check.reset();
    // Without a look at the address: the plan may be on its way there.
    if (!params.has("run")) show({});
  };
  const chooseMode = (chosen: Mode) => {
    setMode(chosen);
    dropPlan();
  };
  const place = (placed: string) => {
    setPlacedRunId(placed);
    show({ run: placed });
    check.reset();
  };
  const hasTargets = stored.targets.length > 0;
  const table = report && (
    <Aged isOld={isOld}>
      <DriftTable rows={rows} trades={report.trades} palette={palette} />
    </Aged>
  );
  const conditions = { stored, isDirty: edits.isDirty, isOffline, trading, active };
  return (
    <div className="grid gap-4 sm:gap-5">
      {stored.version === 0 && !plan && <FirstSteps hasAccount={environment !== null} hasTargets={hasTargets} />}
      <Standing
        current={current}
        report={report}
        isOld={isOld}
        lastLook={lastLook}
        check={check}
        reason={previewReason(conditions)}
        mode={hasTargets && <ModeSwitch mode={mode} smallestDeposit={current.data?.smallest_deposit} onMode={chooseMode} />}
        onPreview={() => preview()}
      />
      {plan && (
        <Suspense fallback={<Skeleton what={messages.rebalance.planLoading} className="h-96" />}>
          <PlanSection
            key={plan.as_of}
            plan={plan}
            method={methodOf(mode)}
            palette={palette}
            edits={planEdits}
            isChecking={check.isPending}
            reason={executionReason(conditions)}
            onPreview={preview}
            onPlaced={place}
          />
        </Suspense>
      )}
      {runId && (
        <Suspense fallback={<Skeleton what={messages.rebalance.run.loading} className="h-96" />}>
          <RunSection key={runId} runId={runId} run={run} isFresh={isFresh} />
        </Suspense>
      )}
      {hasTargets && table}
      <div className="grid items-start gap-4 sm:gap-5 lg:grid-cols-[3fr_2fr] print:hidden">
        <TargetEditor stored={stored} edits={edits} holdings={current.data?.drift_analysis ?? null} onSaved={dropPlan} />
        {report && (
          <Aged isOld={isOld}>
            <MixCard rows={rows} palette={palette} />
          </Aged>
        )}
      </div>
      {!hasTargets && table}
    </div>
  );
}

/** What the address says: the plan in hand, or the run that is followed; `show` replaces both. */
function useAddress() {
  const [params, setParams] = useSearchParams();
  const show = (next: { plan: string } | { run: string } | Record<string, never>) => setParams(next, { replace: !("run" in next) });
  return { params, show, ...useShownRun(params.get("run")) };
}
