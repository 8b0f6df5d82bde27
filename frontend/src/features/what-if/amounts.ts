import { isPositive } from "@/lib/percent";
import { readAmount } from "@/lib/typed-number";

/** Reads an amount above zero with at most `places` decimals, or null. */
export function readPositive(typed: string, places: number): string | null {
  const amount = readAmount(typed, places);
  return amount !== null && isPositive(amount) ? amount : null;
}
