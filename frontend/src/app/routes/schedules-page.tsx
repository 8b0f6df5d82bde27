import { useStrictestState } from "@/features/risk";
import { ScheduleBoard } from "@/features/schedules";

/** When the portfolio is checked, by which rules, and what the checks have done. */
export function SchedulesPage() {
  return <ScheduleBoard mode={useStrictestState().mode} />;
}
