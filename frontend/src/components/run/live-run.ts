import type { LegDocument, RunDocument } from "@/lib/contracts/generated";
import { type Live, useLiveDoc, useLiveQuery, useUser } from "@/lib/firebase";

const MOST_LEGS = 500;

/** Follows one run; null follows none. */
export function useLiveRun(runId: string | null): Live<RunDocument> {
  const { uid } = useUser();
  return useLiveDoc<RunDocument>(runId && `userSettings/${uid}/rebalance_runs/${runId}`);
}

/** Follows the orders of a run, in the order they are sent. */
export function useLiveLegs(runId: string): Live<LegDocument[]> {
  const { uid } = useUser();
  return useLiveQuery<LegDocument>({
    path: `userSettings/${uid}/rebalance_runs/${runId}/legs`,
    orderBy: "number",
    limit: MOST_LEGS,
  });
}
