import { RISK_STATUS_PATH, useLiveDoc } from "@/lib/firebase";
import { readTradingState, type TradingState } from "../trading-state";

/** Follows the kill switch. */
export function useTradingState(): TradingState {
  return readTradingState(useLiveDoc<unknown>(RISK_STATUS_PATH));
}
