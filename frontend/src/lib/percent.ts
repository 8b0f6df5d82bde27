import { Big } from "big.js";

const PERCENT_SHAPE = /^\d{1,3}(\.\d{1,2})?$/;
const HUNDRED = new Big(100);
const CENT = new Big("0.01");

/** Reads what a person typed or pasted ("40%", "40,5", " 40 ") as a percent string, or null when it is none. */
export function readPercent(typed: string): string | null {
  const bare = typed.replace("%", "").replace(",", ".").trim();
  return PERCENT_SHAPE.test(bare) && HUNDRED.gte(bare) ? new Big(bare).toString() : null;
}

/** Adds percent strings exactly. */
export function sumPercents(percents: readonly string[]): string {
  return percents.reduce((sum, percent) => sum.plus(percent), new Big(0)).toString();
}

/** What is missing to 100; negative where the sum is over. */
export function missingToHundred(total: string): string {
  return HUNDRED.minus(total).toString();
}

/**
 * Scales non-negative percents so that they sum to `total` exactly at two decimals. Cents left over by rounding down go
 * to the largest remainders, ties to the earlier one. Percents that sum to zero share `total` equally.
 */
export function scalePercents(percents: readonly string[], total: string): string[] {
  const sum = new Big(sumPercents(percents));
  const shares = percents.map((percent) =>
    sum.eq(0) ? new Big(total).div(percents.length) : new Big(percent).times(total).div(sum),
  );
  const floors = shares.map((share) => share.round(2, Big.roundDown));
  const spare = new Big(total).minus(sumPercents(floors.map(String))).div(CENT).toFixed(0);
  const byRemainder = shares
    .map((share, index) => ({ index, rest: share.minus(floors[index] ?? 0) }))
    .toSorted((left, right) => right.rest.cmp(left.rest) || left.index - right.index);
  const lucky = new Set(byRemainder.slice(0, Math.max(0, +spare)).map(({ index }) => index));
  return floors.map((floor, index) => (lucky.has(index) ? floor.plus(CENT) : floor).toString());
}

/** Negative, zero or positive as `left` is smaller than, equal to or larger than `right`. */
export function compareDecimals(left: string, right: string): number {
  return new Big(left).cmp(right);
}

export function isPositive(decimal: string): boolean {
  return new Big(decimal).gt(0);
}

/** The decimal without its sign. */
export function magnitude(decimal: string): string {
  return new Big(decimal).abs().toString();
}
