import { useState } from "react";
import type { CheckRebalanceDriftResult, TradeEdit } from "@/lib/contracts/generated";
import { ownEditsOf, ownTrade, type OwnTrade } from "./own-trades";

export interface PlanEdits {
  /** What the plan trades by itself, those its owner has left out among them. */
  planned: readonly OwnTrade[];
  wishes: readonly TradeEdit[];
  /** Keeps what came of a preview that was asked for with these wishes. */
  keep: (plan: CheckRebalanceDriftResult, wishes: readonly TradeEdit[]) => void;
}

/**
 * Remembers the trades of the plan as it was before its owner edited it, so that what was left out can come back; what
 * was edited before this page was opened is read from the plan.
 */
export function usePlanEdits(shown: CheckRebalanceDriftResult | undefined): PlanEdits {
  const [kept, setKept] = useState<Pick<PlanEdits, "planned" | "wishes"> | null>(null);
  const { planned, wishes } = kept ?? ownEditsOf(shown);
  return {
    planned,
    wishes,
    keep: (plan, asked) => setKept({ planned: asked.length > 0 ? planned : plan.trades.map(ownTrade), wishes: asked }),
  };
}
