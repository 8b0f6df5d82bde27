import { useNavigate } from "react-router";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { useCheckDrift } from "@/features/rebalance";
import type { TradeOffPointView } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";

const text = whatIfMessages.tradeOff;

/** Makes a stored plan of a point of the trade-off curve, and goes to it; it waits for approval like any other. */
export function PlanOfPoint({ point }: { point: TradeOffPointView }) {
  const check = useCheckDrift();
  const navigate = useNavigate();
  const isOffline = useIsOffline();
  if (point.risk_aversion === null) return <p className="text-sm text-ink-soft">{text.still}</p>;
  const preview = (risk_aversion: string) =>
    check.mutate({ risk_aversion }, { onSuccess: ({ plan_id }) => plan_id !== null && navigate(`/plans/${plan_id}`) });
  return (
    <div className="space-y-3">
      <Button
        tone="primary"
        isBusy={check.isPending}
        reason={isOffline ? whatIfMessages.reasons.offline : null}
        onClick={() => preview(point.risk_aversion ?? "")}
      >
        {check.isPending ? text.planning : text.plan}
      </Button>
      {check.data?.plan_id === null && <p role="status" className="text-sm">{check.data.message}</p>}
      {check.error && <ErrorNotice title={text.planFailed} error={check.error} isLooking />}
    </div>
  );
}
