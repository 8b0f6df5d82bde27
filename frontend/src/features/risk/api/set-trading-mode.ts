import { useMutation } from "@tanstack/react-query";
import type { SetTradingModeRequest, SetTradingModeResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

export function useSetTradingMode() {
  const call = useCall();
  return useMutation<SetTradingModeResult, Error, SetTradingModeRequest>({
    mutationKey: ["set-trading-mode"],
    mutationFn: (request) => call<SetTradingModeResult>("set_trading_mode", request),
  });
}
