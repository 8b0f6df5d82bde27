import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { SimulateRequest, SimulateResult } from "@/lib/contracts/generated";
import { rememberEnvironment } from "@/lib/environment";
import { useCall, useUser } from "@/lib/firebase";

const FRESH_FOR_MS = 60_000;

/**
 * Reads where the portfolio stands now; nothing is stored and nothing can be executed from it. `occasion` names what
 * makes new figures necessary: the stored targets' version and the last run that ended.
 */
export function useCurrentDrift(occasion: string) {
  const call = useCall();
  const client = useQueryClient();
  const { uid } = useUser();
  return useQuery<SimulateResult>({
    queryKey: ["drift", uid, occasion],
    queryFn: async () => {
      const report = await call<SimulateResult>("simulate", {} satisfies SimulateRequest);
      rememberEnvironment(client, uid, report.environment);
      return report;
    },
    staleTime: FRESH_FOR_MS,
    placeholderData: keepPreviousData,
  });
}
