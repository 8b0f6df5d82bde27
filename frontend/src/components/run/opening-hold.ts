import type { RunDocument } from "@/lib/contracts/generated";

const LONGEST_POLICY_HOLD_MS = 600_000;

/** Tells whether a run waits for the exchange to open: no policy lets its first order wait longer than ten minutes. */
export function waitsForOpening(run: Pick<RunDocument, "created_at" | "hold_until">): boolean {
  if (!run.hold_until) return false;
  return Date.parse(run.hold_until) - Date.parse(run.created_at) > LONGEST_POLICY_HOLD_MS;
}
