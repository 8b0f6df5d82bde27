import type { DeviceDocument } from "@/lib/contracts/generated";
import { type Live, useLiveQuery, useUser } from "@/lib/firebase";

const MOST_DEVICES = 20;

/** Follows the browsers registered for push notes. */
export function useDevices(): Live<DeviceDocument[]> {
  const { uid } = useUser();
  return useLiveQuery<DeviceDocument>({
    path: `userSettings/${uid}/devices`,
    orderBy: "seen_at",
    descending: true,
    limit: MOST_DEVICES,
  });
}
