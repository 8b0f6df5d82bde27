import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReasonView, SimulateRequest, SimulateResult, TaxPreviewView } from "@/lib/contracts/generated";
import { rememberAccount } from "@/lib/environment";
import { useCall, useUser } from "@/lib/firebase";

const FRESH_FOR_MS = 60_000;

/** What the server estimates for a plan made now, which is not stored and cannot be executed. */
export interface TaxOutlook {
  tax: TaxPreviewView | null;
  warnings: ReasonView[];
}

export const outlookKey = (uid: string) => ["tax-outlook", uid] as const;

/** Reads wash-sale windows and losses as they stand now. */
export function useTaxOutlook() {
  const call = useCall();
  const client = useQueryClient();
  const { uid } = useUser();
  return useQuery<TaxOutlook>({
    queryKey: outlookKey(uid),
    queryFn: async () => {
      const result = await call<SimulateResult>("simulate", {} satisfies SimulateRequest);
      rememberAccount(client, uid, result);
      return { tax: result.tax, warnings: result.warnings };
    },
    staleTime: FRESH_FOR_MS,
    placeholderData: keepPreviousData,
  });
}
