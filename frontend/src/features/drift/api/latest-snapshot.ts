import type { DriftSnapshotDocument } from "@/lib/contracts/generated";
import { useLiveQuery, useUser } from "@/lib/firebase";

/** When monitoring last looked at the portfolio, or null where it never has. */
export function useLastLook(): string | null {
  const { uid } = useUser();
  const snapshots = useLiveQuery<DriftSnapshotDocument>({
    path: `userSettings/${uid}/drift_snapshots`,
    orderBy: "day",
    descending: true,
    limit: 1,
  });
  return snapshots.status === "ready" ? (snapshots.value[0]?.calculated_at ?? null) : null;
}
