import { CASH_SYMBOL, symbolName } from "@/components/money/symbol-name";
import type { DriftAnalysisRow } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { compareDecimals, isPositive, sumPercents } from "@/lib/percent";

const MOST_SLICES = 6;
const CASH_COLOUR = "var(--slice-cash)";
const OTHER_COLOUR = "var(--slice-other)";

export interface Slice {
  name: string;
  colour: string;
  percent: string;
}

/** One colour per symbol, the same in every chart of the page. */
export type Palette = ReadonlyMap<string, string>;

/** Gives the six largest symbols a colour of their own, in symbol order; the rest share one. */
export function paletteOf(rows: readonly DriftAnalysisRow[]): Palette {
  const largest = rows
    .filter((row) => row.symbol !== CASH_SYMBOL)
    .toSorted((left, right) => compareDecimals(weight(right), weight(left)) || left.symbol.localeCompare(right.symbol))
    .slice(0, MOST_SLICES)
    .map((row) => row.symbol)
    .toSorted((left, right) => left.localeCompare(right));
  return new Map([...largest.map((symbol, index) => [symbol, `var(--slice-${index + 1})`] as const), [CASH_SYMBOL, CASH_COLOUR]]);
}

/** Cuts a mix into coloured slices: own colours first, then "Other", then cash. */
export function slicesOf(
  rows: readonly DriftAnalysisRow[],
  percentOf: (row: DriftAnalysisRow) => string,
  palette: Palette,
): Slice[] {
  const shown = rows.filter((row) => isPositive(percentOf(row)));
  const slice = (row: DriftAnalysisRow) => ({
    name: symbolName(row.symbol),
    colour: palette.get(row.symbol) ?? OTHER_COLOUR,
    percent: percentOf(row),
  });
  const own = shown.filter((row) => palette.has(row.symbol) && row.symbol !== CASH_SYMBOL).map(slice);
  const rest = shown.filter((row) => !palette.has(row.symbol)).map(percentOf);
  const other = rest.length > 0 ? [{ name: messages.common.other, colour: OTHER_COLOUR, percent: sumPercents(rest) }] : [];
  return [...own, ...other, ...shown.filter((row) => row.symbol === CASH_SYMBOL).map(slice)];
}

/** The slices of several mixes, each once, in the order they are drawn in. */
export function legendOf(...mixes: readonly (readonly Slice[])[]): Slice[] {
  const byName = new Map(mixes.flat().map((slice) => [slice.name, slice]));
  return [...byName.values()].toSorted((left, right) => place(left) - place(right) || left.colour.localeCompare(right.colour));
}

function place({ colour }: Slice): number {
  return [OTHER_COLOUR, CASH_COLOUR].indexOf(colour);
}

export const actualPercent = (row: DriftAnalysisRow) => row.actual_percent;
export const targetPercent = (row: DriftAnalysisRow) => row.target_percent;

function weight(row: DriftAnalysisRow): string {
  return compareDecimals(row.actual_percent, row.target_percent) > 0 ? row.actual_percent : row.target_percent;
}
