import type { InboxDocument } from "@/lib/contracts/generated";
import { type Live, useKeptLive, useLiveQuery, useUser } from "@/lib/firebase";

/** Follows the messages that were told last. */
export function useInbox(limit: number): Live<InboxDocument[]> {
  const { uid } = useUser();
  return useKeptLive(
    useLiveQuery<InboxDocument>({ path: `userSettings/${uid}/inbox`, orderBy: "at", descending: true, limit }),
  );
}
