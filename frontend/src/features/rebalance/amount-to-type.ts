import { Big } from "big.js";
import type { CheckRebalanceDriftResult } from "@/lib/contracts/generated";
import { readAmount } from "@/lib/typed-number";

type Moved = Pick<CheckRebalanceDriftResult, "environment" | "after">;

/**
 * The US dollars a plan buys and sells for, which its owner has to type before they leave a live account; null where
 * that is not asked: on a paper account, and up to the amount its owner has chosen.
 */
export function amountToType({ environment, after }: Moved, above: string): string | null {
  const moved = new Big(after.sells_value).plus(after.buys_value);
  return environment === "LIVE" && moved.gt(above) ? moved.toFixed() : null;
}

/** The whole dollars of an amount, as they are asked for: "24862" of "24862.53". */
export function wholeDollars(amount: string): string {
  return new Big(amount).round(0, Big.roundDown).toFixed();
}

/** Whether the amount was typed, to the dollar or to the cent, with separators or without. */
export function isTyped(amount: string, typed: string): boolean {
  const read = readAmount(typed);
  return read !== null && (new Big(read).eq(amount) || read === wholeDollars(amount));
}
