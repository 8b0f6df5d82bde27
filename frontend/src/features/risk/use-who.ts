import { useUser } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import type { TradingState } from "./trading-state";

const text = messages.risk;

/** Who turned a switch, in words; empty where nobody is named. */
export function useWho({ updatedBy }: TradingState): string {
  const { uid, email } = useUser();
  if (updatedBy === uid || updatedBy === email) return text.you;
  return updatedBy === "drawdown-guard" || updatedBy === "anomaly-guard" ? text.guards[updatedBy] : updatedBy;
}
