import { Big } from "big.js";

const GROUPED = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const PLAIN = /^\d{1,13}([.,]\d+)?$/;

/**
 * Reads a positive amount as typed or pasted ("$1,250.50", "1250,5", " 40 ") with at most `places` decimals, or null
 * when it is none. A comma before groups of three separates thousands, any other one decimals.
 */
export function readAmount(typed: string, places: number): string | null {
  const bare = typed.replace("$", "").trim();
  const decimal = GROUPED.test(bare) ? bare.replaceAll(",", "") : bare.replace(",", ".");
  if (!GROUPED.test(bare) && !PLAIN.test(bare)) return null;
  const amount = new Big(decimal);
  return amount.gt(0) && amount.round(places, Big.roundDown).eq(amount) ? amount.toFixed() : null;
}
