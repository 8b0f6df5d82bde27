import { type ReactNode, useState } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import type { TradeOffPointView } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { useTradeOff } from "../api/trade-off";
import { TradeOffChart } from "./trade-off-chart";
import { TradeOffTable } from "./trade-off-table";

const text = whatIfMessages.tradeOff;

/** Draws the way from a chosen point to a plan. */
export type RenderPoint = (point: TradeOffPointView) => ReactNode;

interface TradeOffCardProps {
  version: number;
  renderPoint: RenderPoint;
}

/** From doing nothing to exact targets: what drift is left for what price, as a chart and as a table. */
export function TradeOffCard({ version, renderPoint }: TradeOffCardProps) {
  const curve = useTradeOff(version);
  const isOffline = useIsOffline();
  return (
    <Card
      title={text.title}
      titleId="trade-off-title"
      hint={text.hint}
      aside={
        <Button isBusy={curve.isFetching} reason={isOffline ? whatIfMessages.reasons.offline : null} onClick={() => void curve.refetch()}>
          {curve.isFetching ? text.tracing : curve.data ? text.again : text.trace}
        </Button>
      }
    >
      {curve.error && !curve.isFetching && <ErrorNotice title={text.failed} error={curve.error} />}
      {curve.data?.length === 0 && <Empty title={text.empty}>{text.emptyBody}</Empty>}
      {curve.data && curve.data.length > 0 && <Curve key={curve.dataUpdatedAt} points={curve.data} renderPoint={renderPoint} />}
    </Card>
  );
}

function Curve({ points, renderPoint }: { points: readonly TradeOffPointView[]; renderPoint: RenderPoint }) {
  const [chosen, setChosen] = useState(Math.floor(points.length / 2));
  const point = points[chosen];
  return (
    <div className="space-y-5">
      <TradeOffChart points={points} chosen={chosen} onChoose={setChosen} />
      {point && renderPoint(point)}
      <TradeOffTable points={points} chosen={chosen} onChoose={setChosen} />
    </div>
  );
}
