import { Big } from "big.js";
import type { TaxYearDocument } from "@/lib/contracts/generated";

export interface GainBudget {
  /** The year's net gain, short and long term together, as the limits count it. */
  gain: string;
  /** The cap, or the warning where there is no cap. */
  limit: string;
  /** How much of the limit is used, from "0.0" to "100.0". */
  usedPercent: string;
  /** Where the warning stands on the way to the cap; null where only one of them is set. */
  warningPercent: string | null;
  state: "inside" | "warned" | "over";
}

const HUNDRED = new Big(100);

/** How the year's net gain stands against the owner's limits, or null without limits. */
export function gainBudget({ short_term, long_term, gain_warning, gain_cap }: TaxYearDocument): GainBudget | null {
  const limit = gain_cap ?? gain_warning;
  if (limit === null) return null;
  const gain = new Big(short_term).plus(long_term);
  const isWarned = gain_warning !== null && gain.gt(gain_warning);
  return {
    gain: gain.toFixed(),
    limit,
    usedPercent: partOf(gain, limit),
    warningPercent: gain_cap !== null && gain_warning !== null ? partOf(new Big(gain_warning), gain_cap) : null,
    state: gain_cap !== null && gain.gt(gain_cap) ? "over" : isWarned ? "warned" : "inside",
  };
}

function partOf(amount: Big, limit: string): string {
  if (amount.lte(0)) return "0.0";
  if (amount.gte(limit)) return "100.0";
  return amount.times(HUNDRED).div(limit).toFixed(1, Big.roundDown);
}
