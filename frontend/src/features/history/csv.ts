const LINE_END = "\r\n";
const NEEDS_QUOTES = /[",\r\n]/;
const FORMULA = /^[=+\-@\t\r]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

export type CsvValue = string | number | boolean | null;

/** Writes a table as RFC 4180 tells, every line ended by CR LF. What is not known is an empty cell. */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvValue[])[]): string {
  return [header, ...rows].map((row) => row.map(csvCell).join(",") + LINE_END).join("");
}

/**
 * Writes one cell. Text that a spreadsheet would take for a formula is guarded by an apostrophe; a plain number, be it
 * negative, stays a number.
 */
export function csvCell(value: CsvValue): string {
  if (value === null) return "";
  const text = String(value);
  const guarded = FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
