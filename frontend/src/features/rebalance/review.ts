import type { CheckRebalanceDriftResult, RuleResultView } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

/** The rules somebody has looked at, and why the plan may go ahead all the same. */
export interface Acknowledgement {
  rules: readonly string[];
  note: string;
}

export const NOTHING_SEEN: Acknowledgement = { rules: [], note: "" };

/** Whether a rule asks for a look: it is broken, and nothing forbids to go on. */
export function needsLook(rule: RuleResultView): boolean {
  return rule.status === "FAIL" && rule.severity === "SOFT";
}

/** Why a plan that waits for a review cannot be approved yet, or null. */
export function reviewReason(plan: CheckRebalanceDriftResult, given: Acknowledgement): string | null {
  if (plan.status !== "PENDING_REVIEW") return null;
  const unseen = plan.rule_results.filter((rule) => needsLook(rule) && !given.rules.includes(rule.rule_id)).length;
  if (unseen > 0) return messages.rebalance.rules.unseen(unseen);
  return given.note.trim() === "" ? messages.rebalance.rules.noteMissing : null;
}
