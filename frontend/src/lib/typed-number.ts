import { Big } from "big.js";

const GROUPED = /^\d{1,3}(,\d{3})+(\.\d+)?$/;
const DECIMAL = /^\d{1,12}([.,]\d+)?$/;
const WHOLE = /^\d{1,6}$/;
const USUAL_PLACES = 8;

/**
 * Reads an amount, zero or more, as typed or pasted ("$1,250.50", "1250,5", " 40 ") with at most `places` decimals, or
 * null when it is none. A comma before groups of three separates thousands, any other one decimals.
 */
export function readAmount(typed: string, places = USUAL_PLACES): string | null {
  const bare = typed.replace("$", "").trim();
  return decimal(GROUPED.test(bare) ? bare.replaceAll(",", "") : bare, places);
}

/** Reads a percentage of any size ("5%", "0,5 %"), or null. A comma separates decimals: nobody types thousands of percent. */
export function readPercentage(typed: string): string | null {
  return decimal(typed.replace("%", "").trim(), USUAL_PLACES);
}

/** Reads a whole number of at most six digits, or null. */
export function readWhole(typed: string): number | null {
  return WHOLE.test(typed.trim()) ? +typed : null;
}

/** A fraction ("0.05") as the percentage a person types ("5"). */
export function toPercent(fraction: string): string {
  return new Big(fraction).times(100).toFixed();
}

/** The percentage a person typed as the fraction that is sent. */
export function toFraction(percent: string): string {
  return new Big(percent).times("0.01").toFixed();
}

export function isBetween(number: string, least: string, most: string): boolean {
  return new Big(number).gte(least) && new Big(number).lte(most);
}

function decimal(bare: string, places: number): string | null {
  if (!DECIMAL.test(bare)) return null;
  const number = new Big(bare.replace(",", "."));
  return number.round(places, Big.roundDown).eq(number) ? number.toFixed() : null;
}
