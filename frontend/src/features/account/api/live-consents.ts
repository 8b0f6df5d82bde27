import type { LiveConsentDocument } from "@/lib/contracts/generated";
import { type Live, useLiveQuery, useUser } from "@/lib/firebase";

const MOST_ACCOUNTS = 20;

/** Follows what the person has said about trading live accounts. */
export function useLiveConsents(): Live<LiveConsentDocument[]> {
  const { uid } = useUser();
  return useLiveQuery<LiveConsentDocument>({ path: `userSettings/${uid}/live_trading`, orderBy: "changed_at", descending: true, limit: MOST_ACCOUNTS });
}
