import type { StudiedPolicyDocument } from "@/lib/contracts/generated";
import { toPercent } from "@/lib/typed-number";
import { type BandDraft, type ConditionDraft, emptyRule, type RuleDraft } from "./rule-draft";

/** The rule that does what a policy of a study does; a band that is a part of the target is the policy's own. */
export function ruleFor(policy: StudiedPolicyDocument, others: readonly RuleDraft[]): RuleDraft {
  const rule = emptyRule(kindOf(policy), others);
  return {
    ...rule,
    combine: "ALL",
    method: policy.band_width === null ? "FULL" : "THRESHOLD_REBALANCING",
    conditions: rule.conditions.map((condition) => fitted(condition, policy)),
  };
}

/** The band of a policy of a study, as a part of the policy that is saved; undefined where it has none. */
export function bandFor({ band_width, band_method, destination }: StudiedPolicyDocument): BandDraft | undefined {
  return band_width === null || band_method === null ? undefined : { width: band_width, method: band_method, destination };
}

function kindOf({ band_width, cadence }: StudiedPolicyDocument) {
  if (band_width === null) return "CALENDAR";
  return cadence === "DAILY" ? "THRESHOLD" : "COMBINED";
}

function fitted(condition: ConditionDraft, { cadence, band_width, band_method }: StudiedPolicyDocument): ConditionDraft {
  if (condition.kind === "CALENDAR") return cadence === "DAILY" ? condition : { ...condition, frequency: cadence };
  const isPoints = band_width !== null && band_method === "ABSOLUTE";
  return { ...condition, threshold: isPoints ? toPercent(band_width) : "" };
}
