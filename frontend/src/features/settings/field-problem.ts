import { CallError } from "@/lib/firebase";

/** What the server said about one field of a refused save, or null. */
export function fieldProblem(error: Error | null, field: string): string | null {
  if (!(error instanceof CallError) || error.status !== "INVALID_ARGUMENT") return null;
  return error.details?.field === field ? error.message : null;
}
