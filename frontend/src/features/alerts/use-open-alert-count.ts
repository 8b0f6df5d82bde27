import { alerts as alertsMessages } from "@/lib/messages/alerts";
import { MOST_OPEN, useOpenAlerts } from "./api/live-alerts";

/** How many alerts are open, as a badge shows it ("3", "100+"); null while that is not known and where there are none. */
export function useOpenAlertCount(): string | null {
  const alerts = useOpenAlerts();
  if (alerts.status !== "ready") return null;
  const count = alerts.value.filter(({ is_open }) => is_open).length;
  if (count === 0) return null;
  return count < MOST_OPEN ? String(count) : alertsMessages.countMore(MOST_OPEN);
}
