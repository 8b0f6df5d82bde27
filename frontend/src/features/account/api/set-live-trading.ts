import { useMutation } from "@tanstack/react-query";
import type { SetLiveTradingRequest, SetLiveTradingResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

export function useSetLiveTrading() {
  const call = useCall();
  return useMutation<SetLiveTradingResult, Error, SetLiveTradingRequest>({
    mutationKey: ["set-live-trading"],
    mutationFn: (request) => call<SetLiveTradingResult>("set_live_trading", request),
  });
}
