import type { ScheduleDocument } from "@/lib/contracts/generated";
import { useLiveDoc, useUser } from "@/lib/firebase";

/** When the schedule looks at the portfolio next, or null where it does not. */
export function useNextCheck(): string | null {
  const { uid } = useUser();
  const schedule = useLiveDoc<ScheduleDocument>(`userSettings/${uid}/rebalance_schedules/current`);
  return schedule.status === "ready" ? schedule.value.next_due_at : null;
}
