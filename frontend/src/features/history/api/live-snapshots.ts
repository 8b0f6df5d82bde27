import type { DriftSnapshotDocument } from "@/lib/contracts/generated";
import { type Live, useKeptLive, useLiveQuery, useUser } from "@/lib/firebase";

/** Follows the drift of the last trading days, the newest first. */
export function useLiveSnapshots(limit: number): Live<DriftSnapshotDocument[]> {
  const { uid } = useUser();
  return useKeptLive(
    useLiveQuery<DriftSnapshotDocument>({ path: `userSettings/${uid}/drift_snapshots`, orderBy: "day", descending: true, limit }),
  );
}
