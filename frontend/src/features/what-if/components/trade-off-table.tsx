import { Button } from "@/components/ui/button";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import type { TradeOffPointView } from "@/lib/contracts/generated";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { formatFine } from "../fine-percent";

const text = whatIfMessages.tradeOff;

interface TradeOffTableProps {
  points: readonly TradeOffPointView[];
  chosen: number;
  onChoose: (index: number) => void;
}

/** Every point of the curve in figures. */
export function TradeOffTable({ points, chosen, onChoose }: TradeOffTableProps) {
  return (
    <details>
      <summary className="cursor-pointer py-1 text-sm font-medium">{text.table}</summary>
      <Table aria-label={text.table} className="mt-2">
        <thead>
          <tr>
            <HeadCell>{text.point}</HeadCell>
            <HeadCell className="text-right">{text.drift}</HeadCell>
            <HeadCell className="text-right">{text.price}</HeadCell>
            <HeadCell className="text-right max-sm:hidden">{text.cost}</HeadCell>
            <HeadCell className="text-right max-sm:hidden">{text.tax}</HeadCell>
            <HeadCell className="text-right">{text.trades}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {points.map((point, index) => (
            <tr key={point.risk_aversion ?? "still"}>
              <RowHead>
                <Button size="small" aria-pressed={index === chosen} aria-label={text.chooseOf(index + 1)} onClick={() => onChoose(index)}>
                  {index + 1}
                </Button>
              </RowHead>
              <Cell className="text-right tabular-nums">{formatFine(point.drift)}</Cell>
              <Cell className="text-right tabular-nums">{formatFine(point.price)}</Cell>
              <Cell className="text-right tabular-nums max-sm:hidden">{formatFine(point.cost)}</Cell>
              <Cell className="text-right tabular-nums max-sm:hidden">{formatFine(point.tax)}</Cell>
              <Cell className="text-right tabular-nums">{point.trades}</Cell>
            </tr>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
