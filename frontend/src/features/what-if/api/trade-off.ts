import { useQuery } from "@tanstack/react-query";
import type { SimulateRequest, SimulateResult, TradeOffPointView } from "@/lib/contracts/generated";
import { useCall, useUser } from "@/lib/firebase";

const FRESH_FOR_MS = 60_000;

/** The trade-off curve of the portfolio as it is, once it was asked for; `version` is that of the saved targets. */
export function useTradeOff(version: number) {
  const call = useCall();
  const { uid } = useUser();
  return useQuery<TradeOffPointView[]>({
    queryKey: ["trade-off", uid, version],
    queryFn: async () => (await call<SimulateResult>("simulate", { trade_off: true } satisfies SimulateRequest)).trade_off,
    enabled: false,
    staleTime: FRESH_FOR_MS,
    retry: false,
  });
}
