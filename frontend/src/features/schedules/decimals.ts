import { Big } from "big.js";

const DECIMAL_SHAPE = /^\d{1,12}(\.\d{1,8})?$/;
const WHOLE_SHAPE = /^\d{1,4}$/;

/** Reads what was typed ("5%", "0,5", "$1,000") as a plain non-negative decimal, or null when it is none. */
export function readDecimal(typed: string): string | null {
  const bare = typed.replace(/[%$\s]/g, "").replace(/,(?=\d{3}(\D|$))/g, "").replace(",", ".");
  return DECIMAL_SHAPE.test(bare) ? new Big(bare).toFixed() : null;
}

/** Reads a whole number of at most four digits, or null. */
export function readWhole(typed: string): number | null {
  return WHOLE_SHAPE.test(typed.trim()) ? +typed : null;
}

/** A fraction of the portfolio ("0.05") as the percent a person types ("5"). */
export function toPercent(fraction: string): string {
  return new Big(fraction).times(100).toFixed();
}

/** The percent a person typed as the fraction that is sent. */
export function toFraction(percent: string): string {
  return new Big(percent).times("0.01").toFixed();
}

export function isBetween(decimal: string, least: string, most: string): boolean {
  return new Big(decimal).gte(least) && new Big(decimal).lte(most);
}
