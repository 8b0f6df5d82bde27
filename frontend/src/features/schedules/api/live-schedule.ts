import type { ScheduleDocument } from "@/lib/contracts/generated";
import { type Live, useLiveDoc, useUser } from "@/lib/firebase";

/** Follows where the checks of the portfolio stand; missing before the first save. */
export function useLiveSchedule(): Live<ScheduleDocument> {
  const { uid } = useUser();
  return useLiveDoc<ScheduleDocument>(`userSettings/${uid}/rebalance_schedules/current`);
}
