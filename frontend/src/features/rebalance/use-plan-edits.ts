import { useState } from "react";
import type { CheckRebalanceDriftResult, PlannedTrade, TradeEdit } from "@/lib/contracts/generated";

export interface PlanEdits {
  /** What the plan trades by itself, those its owner has left out among them. */
  planned: readonly PlannedTrade[];
  wishes: readonly TradeEdit[];
  /** Keeps what came of a preview that was asked for with these wishes. */
  keep: (plan: CheckRebalanceDriftResult, wishes: readonly TradeEdit[]) => void;
}

/** Remembers the trades of the plan as it was before its owner edited it, so that what was left out can come back. */
export function usePlanEdits(shown: CheckRebalanceDriftResult | undefined): PlanEdits {
  const [kept, setKept] = useState<Pick<PlanEdits, "planned" | "wishes"> | null>(null);
  const { planned, wishes } = kept ?? { planned: shown?.trades ?? [], wishes: [] };
  return {
    planned,
    wishes,
    keep: (plan, asked) => setKept({ planned: asked.length > 0 ? planned : plan.trades, wishes: asked }),
  };
}
