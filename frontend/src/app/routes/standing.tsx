import type { UseMutationResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { type CurrentDrift, type DriftFindings, Verdict } from "@/features/drift";
import type { CheckRebalanceDriftResult } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { Aged } from "./aged";

const titles = messages.errors.titles;

interface StandingProps {
  current: CurrentDrift;
  /** The figures to show: the preview's where there is one, else the current ones. */
  report: DriftFindings | undefined;
  /** Whether newer figures are wanted than those of the report. */
  isOld: boolean;
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
export function Standing({ current, report, isOld, lastLook, check, reason, mode, onPreview }: StandingProps) {
  const again = (
    <Button size="small" isBusy={current.isFetching} onClick={() => current.refetch()}>
      {messages.common.retry}
    </Button>
  );
  return (
    <>
      {check.error && <ErrorNotice title={titles.preview} error={check.error} isLooking />}
      {current.error && <ErrorNotice title={report ? titles.refresh : titles.load} error={current.error} action={again} />}
      {report && (
        <Aged isOld={isOld}>
          <Verdict
            report={report}
            lastLook={lastLook}
            action={<CheckButton isBusy={check.isPending} reason={reason} onPreview={onPreview} />}
            footer={mode}
          />
        </Aged>
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
