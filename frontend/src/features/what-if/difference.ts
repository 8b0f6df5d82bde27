import { Big } from "big.js";

export type DifferenceWord = "more" | "less" | "same";

export interface Difference {
  word: DifferenceWord;
  /** Without a sign, which the word has said, as a decimal string. */
  by: string;
}

const CENT_PLACES = 2;

/** How a figure differs from the first scenario's, at the two decimals that are shown; null where one is not known. */
export function differenceOf(figure: string | null, first: string | null): Difference | null {
  if (figure === null || first === null) return null;
  const by = new Big(figure).round(CENT_PLACES).minus(new Big(first).round(CENT_PLACES));
  if (by.eq(0)) return { word: "same", by: "0" };
  return { word: by.gt(0) ? "more" : "less", by: by.abs().toFixed() };
}
