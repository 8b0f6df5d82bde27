import { useMutation } from "@tanstack/react-query";
import type { SetTradingModeRequest, SetTradingModeResult, TradingScope } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

/** Turns a switch; the one over everybody is the default of the call and not named. */
export function useSetTradingMode(scope: TradingScope) {
  const call = useCall();
  return useMutation<SetTradingModeResult, Error, Omit<SetTradingModeRequest, "scope">>({
    mutationKey: ["set-trading-mode", scope],
    mutationFn: (request) =>
      call<SetTradingModeResult>("set_trading_mode", scope === "EVERYBODY" ? request : { ...request, scope }),
  });
}
