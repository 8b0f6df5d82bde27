import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ScheduleStateRequest, ScheduleStateResult } from "@/lib/contracts/generated";
import { useCall, useUser } from "@/lib/firebase";

const FRESH_FOR_MS = 60_000;

/** Asks what comes next and what each rule says now. `occasion` names what makes a new answer necessary. */
export function useScheduleState(occasion: string) {
  const call = useCall();
  const { uid } = useUser();
  return useQuery<ScheduleStateResult>({
    queryKey: ["schedule-state", uid, occasion],
    queryFn: () => call<ScheduleStateResult>("schedule_state", {} satisfies ScheduleStateRequest),
    staleTime: FRESH_FOR_MS,
    placeholderData: keepPreviousData,
  });
}
