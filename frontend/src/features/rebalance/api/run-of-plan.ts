import type { RunDocument } from "@/lib/contracts/generated";
import { type Live, useLiveQuery, useUser } from "@/lib/firebase";

const MOST_RUNS = 5;

/** Follows the run a plan was executed as, however long ago; undefined while that is not known, null where there is none. */
export function useRunOfPlan(planId: string): RunDocument | null | undefined {
  const { uid } = useUser();
  const runs: Live<RunDocument[]> = useLiveQuery<RunDocument>({
    path: `userSettings/${uid}/rebalance_runs`,
    orderBy: "plan_id",
    equals: planId,
    limit: MOST_RUNS,
  });
  if (runs.status !== "ready") return undefined;
  // Simulated runs share the collection; they carry no `updated_at`.
  return runs.value.find((run) => run.updated_at) ?? null;
}
