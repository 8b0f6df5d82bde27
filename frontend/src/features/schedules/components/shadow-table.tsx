import { Link } from "react-router";
import { Day, Quantity, SignedMoney } from "@/components/money/figures";
import { formatPercent } from "@/components/money/format";
import { symbolName } from "@/components/money/symbol-name";
import { Cell, HeadCell, RowHead, Table } from "@/components/ui/table";
import type { ShadowDayView } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";

const text = schedulesMessages.shadow;

/** Day by day and symbol by symbol: planned beside done; sales are negative. */
export function ShadowTable({ days }: { days: readonly ShadowDayView[] }) {
  return (
    <Table aria-labelledby="shadow-title">
      <thead>
        <tr>
          <HeadCell>{text.day}</HeadCell>
          <HeadCell className="text-right">{text.planned}</HeadCell>
          <HeadCell className="text-right">{text.done}</HeadCell>
        </tr>
      </thead>
      {days.map((day) => (
        <DayGroup key={day.day} day={day} />
      ))}
    </Table>
  );
}

function DayGroup({ day }: { day: ShadowDayView }) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={3} className="border-b border-line pt-4 pb-1.5 text-left text-[0.8125rem] font-normal text-ink-soft">
          <span className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
            <span className="font-semibold text-ink">
              <Day value={day.day} />
            </span>
            <span className="tabular-nums">{driftLine(day)}</span>
            {day.plan_id && (
              <Link to={`/plans/${day.plan_id}`} aria-label={schedulesMessages.log.planOf(day.day)} className="font-medium text-accent underline underline-offset-2">
                {schedulesMessages.log.plan}
              </Link>
            )}
          </span>
        </th>
      </tr>
      {day.trades.length === 0 && (
        <tr>
          <Cell colSpan={3} className="text-ink-soft">
            {text.noTrades}
          </Cell>
        </tr>
      )}
      {day.trades.map((line) => (
        <tr key={line.symbol}>
          <RowHead>{symbolName(line.symbol)}</RowHead>
          <Amounts quantity={line.planned_qty} value={line.planned_value} />
          <Amounts quantity={line.traded_qty} value={line.traded_value} />
        </tr>
      ))}
    </tbody>
  );
}

function Amounts({ quantity, value }: { quantity: string; value: string }) {
  return (
    <Cell className="text-right">
      <span className="font-medium">
        <SignedMoney value={value} />
      </span>
      <span className="block text-xs text-ink-soft">
        <Quantity value={quantity} /> {text.shares}
      </span>
    </Cell>
  );
}

function driftLine(day: ShadowDayView): string {
  const parts = [
    day.drift_before_percent !== null && text.before(formatPercent(day.drift_before_percent)),
    day.drift_planned_percent !== null && text.asPlanned(formatPercent(day.drift_planned_percent)),
    day.drift_next_percent !== null && text.next(formatPercent(day.drift_next_percent)),
  ].filter((part) => part !== false);
  return parts.length > 0 ? `${text.drift}: ${parts.join(", ")}` : "";
}
