import type { UseMutationResult, UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { type DriftFindings, Verdict } from "@/features/drift";
import type { CheckRebalanceDriftResult, SimulateResult } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

const titles = messages.errors.titles;

interface StandingProps {
  current: UseQueryResult<SimulateResult>;
  /** The figures to show: the preview's where there is one, else the current ones. */
  report: DriftFindings | undefined;
  /** When monitoring last looked, or null. */
  lastLook: string | null;
  check: UseMutationResult<CheckRebalanceDriftResult, Error, object>;
  /** Why no preview can be made, or null. */
  reason: string | null;
  /** The choice of how the plan is made. */
  mode: ReactNode;
  onPreview: () => void;
}

/** Where the portfolio stands and the first step to repair it, or why that is not known. */
export function Standing({ current, report, lastLook, check, reason, mode, onPreview }: StandingProps) {
  const again = (
    <Button size="small" isBusy={current.isFetching} onClick={() => current.refetch()}>
      {messages.common.retry}
    </Button>
  );
  return (
    <>
      {check.error && <ErrorNotice title={titles.preview} error={check.error} isTrading />}
      {current.error && <ErrorNotice title={titles.load} error={current.error} action={again} />}
      {report && (
        <Verdict
          report={report}
          lastLook={lastLook}
          action={<CheckButton isBusy={check.isPending} reason={reason} onPreview={onPreview} />}
          footer={mode}
        />
      )}
      {!report && !current.error && <Skeleton what={messages.drift.loading} className="h-52" />}
    </>
  );
}

interface CheckButtonProps {
  isBusy: boolean;
  reason: string | null;
  onPreview: () => void;
}

function CheckButton({ isBusy, reason, onPreview }: CheckButtonProps) {
  return (
    <div className="flex flex-col items-start gap-1.5">
      <Button tone="primary" isBusy={isBusy} reason={reason} data-shortcut="preview" onClick={onPreview}>
        {isBusy ? messages.rebalance.checking : messages.rebalance.check}
      </Button>
      {reason === null && <p className="max-w-64 text-[0.8125rem] leading-snug text-ink-soft">{messages.rebalance.checkHint}</p>}
    </div>
  );
}
