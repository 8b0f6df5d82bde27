import { useQuery } from "@tanstack/react-query";
import type { CompareShadowRequest, CompareShadowResult } from "@/lib/contracts/generated";
import { useCall, useUser } from "@/lib/firebase";
import type { Month } from "../months";

const FRESH_FOR_MS = 60_000;

/** Puts the plans kept in a month beside what was really traded. */
export function useCompareShadow({ firstDay, lastDay }: Month) {
  const call = useCall();
  const { uid } = useUser();
  const request: CompareShadowRequest = { first_day: firstDay, last_day: lastDay };
  return useQuery<CompareShadowResult>({
    queryKey: ["compare-shadow", uid, firstDay, lastDay],
    queryFn: () => call<CompareShadowResult>("compare_shadow", request),
    staleTime: FRESH_FOR_MS,
  });
}
