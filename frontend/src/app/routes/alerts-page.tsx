import { AlertsBoard } from "@/features/alerts";

/** What needs attention, and what was told. */
export function AlertsPage() {
  return <AlertsBoard />;
}
