/** Turns a decimal string into a number for drawing; never for figures that are shown or sent. */
export function chartNumber(decimal: string): number {
  const drawn = Number(decimal);
  return Number.isFinite(drawn) ? drawn : 0;
}
