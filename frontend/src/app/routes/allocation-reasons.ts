import type { StoredTargets } from "@/features/allocation";
import type { TradingState } from "@/features/risk";
import type { RunDocument } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

const text = messages.rebalance.reasons;

/** What decides whether a preview can be made and orders can be placed. */
export interface Conditions {
  stored: StoredTargets;
  isDirty: boolean;
  isOffline: boolean;
  trading: TradingState;
  /** A run that has not ended, or null. */
  active: RunDocument | null;
}

/** Why no preview can be made now, or null. A stopped kill switch is no reason: looking is always allowed. */
export function previewReason({ stored, isDirty, isOffline }: Conditions): string | null {
  if (isOffline) return text.offline;
  if (isDirty) return text.unsaved;
  if (stored.targets.length === 0) return text.noTargets;
  return stored.isDraft ? text.draft : null;
}

/** Why no order can be placed now, or null. */
export function executionReason(conditions: Conditions): string | null {
  const { trading, active } = conditions;
  if (trading.mode === null) return text.stateUnknown;
  if (trading.mode === "HALTED") return text.halted(trading.reason);
  return previewReason(conditions) ?? (active ? text.running : null);
}
