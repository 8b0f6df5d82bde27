import type { AlertDocument } from "@/lib/contracts/generated";
import { type Live, useKeptLive, useLiveQuery, useUser } from "@/lib/firebase";

export const MOST_OPEN = 100;

/** Follows the open alerts. Ordered by the flag alone, the list may carry resolved ones behind them. */
export function useOpenAlerts(): Live<AlertDocument[]> {
  const { uid } = useUser();
  return useLiveQuery<AlertDocument>({
    path: `userSettings/${uid}/drift_alert_history`,
    orderBy: "is_open",
    descending: true,
    limit: MOST_OPEN,
  });
}

/** Follows the alerts that turned last, open or resolved. */
export function useAlertHistory(limit: number): Live<AlertDocument[]> {
  const { uid } = useUser();
  return useKeptLive(
    useLiveQuery<AlertDocument>({ path: `userSettings/${uid}/drift_alert_history`, orderBy: "changed_at", descending: true, limit }),
  );
}
