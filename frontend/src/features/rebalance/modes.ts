import type { RebalancingMethod } from "@/lib/contracts/generated";

/** How a person wants this one plan to be made; POLICY leaves it to the method that is saved. */
export type Mode = "POLICY" | Extract<RebalancingMethod, "FULL" | "THRESHOLD_REBALANCING" | "TAX_AWARE" | "CASH_FLOW">;

export const MODES: readonly Mode[] = ["POLICY", "FULL", "THRESHOLD_REBALANCING", "TAX_AWARE", "CASH_FLOW"];

export function methodOf(mode: Mode): RebalancingMethod | null {
  return mode === "POLICY" ? null : mode;
}
