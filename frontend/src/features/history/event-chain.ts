import type { RunEventDocument } from "@/lib/contracts/generated";

const SHOWN_LETTERS = 10;

/** The first line, newest first, that does not name the hash of the line before it; null where all do. */
export function brokenLine(events: readonly RunEventDocument[]): number | null {
  const broken = events.find((event, index) => {
    const before = events[index + 1];
    return before !== undefined && (before.hash !== event.previous_hash || before.sequence !== event.sequence - 1);
  });
  return broken?.sequence ?? null;
}

/** The beginning of a hash, enough to tell two apart. */
export function shortHash(hash: string): string {
  return hash.slice(0, SHOWN_LETTERS);
}
