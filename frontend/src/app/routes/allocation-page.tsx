import { useState } from "react";
import { useSearchParams } from "react-router";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { type StoredTargets, TargetEditor, useStoredTargets, useTargetEdits } from "@/features/allocation";
import { DriftTable, MixBars, MixCard, paletteOf, useCurrentDrift } from "@/features/drift";
import { hasEnded, PlanPanel, RunView, useCheckDrift, useShownRun } from "@/features/rebalance";
import { useTradingState } from "@/features/risk";
import type { DriftAnalysisRow } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { executionReason, previewReason } from "./allocation-reasons";
import { Standing } from "./standing";

/** Requirement 004's allocation page: targets, drift, preview, approval, run. */
export function AllocationPage() {
  const stored = useStoredTargets();
  if (stored.status === "error") {
    return (
      <Notice tone="critical" role="alert" title={messages.errors.titles.load}>
        {messages.errors.noAnswer}
      </Notice>
    );
  }
  if (stored.status !== "ready") return <Skeleton what={messages.allocation.loading} className="h-96" />;
  return <AllocationBoard stored={stored.value} />;
}

const NO_ROWS: readonly DriftAnalysisRow[] = [];

function AllocationBoard({ stored }: { stored: StoredTargets }) {
  const [params, setParams] = useSearchParams();
  const [placedRunId, setPlacedRunId] = useState<string | null>(null);
  const edits = useTargetEdits(stored);
  const trading = useTradingState();
  const isOffline = useIsOffline();
  const { runId, run, active } = useShownRun(params.get("run"));
  const isOver = run.status === "ready" && hasEnded(run.value.state);
  const current = useCurrentDrift(`${stored.version} ${isOver ? `${runId} ${run.value.updated_at}` : ""}`);
  const check = useCheckDrift();
  const isConsumed = run.status === "ready" && run.value.plan_id !== null && run.value.plan_id === check.data?.plan_id;
  const plan = isConsumed ? undefined : check.data;
  const report = plan ?? current.data;
  const rows = report?.drift_analysis ?? NO_ROWS;
  const palette = paletteOf(rows);
  const preview = () => check.mutate({});
  const place = (placed: string) => {
    setPlacedRunId(placed);
    setParams({ run: placed });
    check.reset();
  };
  const hasTargets = stored.targets.length > 0;
  const table = report && <DriftTable rows={rows} palette={palette} />;
  const conditions = { stored, isDirty: edits.isDirty, isOffline, trading, active };
  return (
    <div className="grid gap-4 sm:gap-5">
      <Standing
        current={current}
        report={report}
        check={check}
        reason={previewReason(conditions)}
        onPreview={preview}
      />
      {plan && (
        <PlanPanel
          key={plan.as_of}
          plan={plan}
          mix={<MixBars now={rows} after={plan.after.drift_analysis} palette={palette} />}
          isChecking={check.isPending}
          reason={executionReason(conditions)}
          onPreviewAgain={preview}
          onPlaced={place}
        />
      )}
      {runId && <RunView key={runId} runId={runId} run={run} isFresh={runId === placedRunId} />}
      {hasTargets && table}
      <div className="grid items-start gap-4 sm:gap-5 lg:grid-cols-[3fr_2fr]">
        <TargetEditor stored={stored} edits={edits} holdings={current.data?.drift_analysis ?? null} onSaved={check.reset} />
        {report && <MixCard rows={rows} palette={palette} />}
      </div>
      {!hasTargets && table}
    </div>
  );
}
