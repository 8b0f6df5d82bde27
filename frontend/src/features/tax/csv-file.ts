/** What the server takes at most. */
const MOST_CHARACTERS = 2_000_000;
const MOST_ROWS = 20_000;
/** No character of UTF-8 takes more bytes, so a larger file need not be read at all. */
const MOST_BYTES = 4 * MOST_CHARACTERS;
const BROKEN_CHARACTER = "\uFFFD";

export type FileProblem = "empty" | "tooLarge" | "tooManyRows" | "notText" | "unreadable";

/** A file that a person chose, read and found fit to send, or what is wrong with it. */
export type ChosenFile = { name: string; csv: string; rowCount: number; problem: null } | { name: string; problem: FileProblem };

/** Reads a chosen file; what only the server can know, such as a bad cell, is not looked at. */
export async function readChosenFile(file: File): Promise<ChosenFile> {
  const { name } = file;
  if (file.size > MOST_BYTES) return { name, problem: "tooLarge" };
  try {
    return judgeText(name, await file.text());
  } catch {
    return { name, problem: "unreadable" };
  }
}

/** Judges the text of a file; the first line, which names the columns, is not counted among the rows. */
export function judgeText(name: string, csv: string): ChosenFile {
  const lineCount = csv.split(/\r\n|\r|\n/).filter((line) => line.trim() !== "").length;
  const problem = problemOf(csv, lineCount);
  return problem ? { name, problem } : { name, csv, rowCount: lineCount - 1, problem: null };
}

function problemOf(csv: string, lineCount: number): FileProblem | null {
  if (lineCount === 0) return "empty";
  if (csv.length > MOST_CHARACTERS) return "tooLarge";
  if (csv.includes(BROKEN_CHARACTER) || csv.includes("\0")) return "notText";
  return lineCount > MOST_ROWS + 1 ? "tooManyRows" : null;
}
