import { useEffect, useState } from "react";
import { useUser } from "@/lib/firebase";
import { lastSeen, markSeen } from "./last-visit";

/** The end of the visit before this one; what is shown now counts as seen from the next visit on. */
export function useLastVisit(shown: readonly string[]): string | null {
  const { uid } = useUser();
  const [before] = useState(() => lastSeen(uid));
  useEffect(() => markSeen(uid, shown), [uid, shown]);
  return before;
}
