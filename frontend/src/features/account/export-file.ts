import type { ExportDataResult, ExportFormat } from "@/lib/contracts/generated";

const LIST_BEGINS = '"records": [';
const LIST_ENDS = "]";
const BETWEEN_RECORDS = ",\n    ";

interface ExportFile {
  name: string;
  type: string;
  content: string;
}

/** Makes one file of all pages of an export; it is named by the day of the first. */
export function exportFile(format: ExportFormat, pages: readonly ExportDataResult[]): ExportFile {
  const day = pages[0]?.exported_at.slice(0, "2026-01-01".length) ?? "";
  const texts = pages.map(({ content }) => content);
  return format === "JSON"
    ? { name: `trimtab-account-${day}.json`, type: "application/json", content: joinJson(texts) }
    : { name: `trimtab-account-${day}.csv`, type: "text/csv;charset=utf-8", content: joinCsv(texts) };
}

/**
 * Puts the records of all pages into the first. They are moved as text: read and written again, a whole number beyond
 * what a double holds would be another one.
 */
export function joinJson(pages: readonly string[]): string {
  const [first = ""] = pages;
  if (pages.length < 2) return first;
  const { before, after } = cut(first);
  const records = pages.map((page) => cut(page).records.trim()).filter((text) => text !== "");
  return `${before}\n    ${records.join(BETWEEN_RECORDS)}\n  ${after}`;
}

function cut(page: string) {
  // Within a record's own text the quotes would be escaped, so the first place is the list's.
  const begins = page.indexOf(LIST_BEGINS) + LIST_BEGINS.length;
  const ends = page.lastIndexOf(LIST_ENDS);
  if (begins < LIST_BEGINS.length || ends < begins) throw new Error("A page of the export has no list of records; nothing was saved.");
  return { before: page.slice(0, begins), records: page.slice(begins, ends), after: page.slice(ends) };
}

/** Puts the lines of all pages below the first one's heading. */
export function joinCsv(pages: readonly string[]): string {
  return pages.map((page, index) => (index === 0 ? page : page.slice(page.indexOf("\n") + 1))).join("");
}
