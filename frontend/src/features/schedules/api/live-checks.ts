import { useState } from "react";
import type { CheckDocument } from "@/lib/contracts/generated";
import { type Live, useLiveQuery, useUser } from "@/lib/firebase";

const PAGE = 20;

export interface CheckPages {
  checks: Live<CheckDocument[]>;
  hasMore: boolean;
  isGrowing: boolean;
  showMore: () => void;
}

/** Follows the last looks of the schedule, the latest first; what is shown stays while more is on its way. */
export function useLiveChecks(): CheckPages {
  const { uid } = useUser();
  const [limit, setLimit] = useState(PAGE);
  const [shown, setShown] = useState<Live<CheckDocument[]>>({ status: "loading" });
  const live = useLiveQuery<CheckDocument>({
    path: `userSettings/${uid}/rebalance_schedules/current/checks`,
    orderBy: "checked_at",
    descending: true,
    limit,
  });
  if (live.status !== "loading" && live !== shown) setShown(live);
  const checks = live.status === "loading" ? shown : live;
  return {
    checks,
    hasMore: checks.status === "ready" && checks.value.length >= limit,
    isGrowing: live.status === "loading" && shown.status !== "loading",
    showMore: () => setLimit(limit + PAGE),
  };
}
