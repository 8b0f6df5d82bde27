import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SimulateRequest, SimulateResult } from "@/lib/contracts/generated";
import { rememberAccount } from "@/lib/environment";
import { useCall, useUser } from "@/lib/firebase";

const FRESH_FOR_MS = 60_000;

/** Where the portfolio stands, as far as it is known. */
export interface CurrentDrift {
  /** The last figures that arrived; a refresh that is under way or has failed does not take them away. */
  data: SimulateResult | undefined;
  /** True while newer figures are wanted than those that are there. */
  isOld: boolean;
  error: Error | null;
  isFetching: boolean;
  refetch: () => unknown;
}

/**
 * Reads where the portfolio stands now; nothing is stored and nothing can be executed from it. `occasion` names what
 * makes new figures necessary: the stored targets' version and the last run that ended.
 */
export function useCurrentDrift(occasion: string): CurrentDrift {
  const call = useCall();
  const client = useQueryClient();
  const { uid } = useUser();
  const [kept, setKept] = useState<SimulateResult>();
  const { data, error, isFetching, refetch } = useQuery<SimulateResult>({
    queryKey: ["drift", uid, occasion],
    queryFn: async () => {
      const report = await call<SimulateResult>("simulate", {} satisfies SimulateRequest);
      rememberAccount(client, uid, report);
      return report;
    },
    staleTime: FRESH_FOR_MS,
  });
  if (data && data !== kept) setKept(data);
  return { data: data ?? kept, isOld: !data || error !== null, error, isFetching, refetch };
}
