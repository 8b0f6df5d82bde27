import { DriftCard, RunsCard } from "@/features/history";

/** What the portfolio has been through: its drift day by day, and every run. */
export function HistoryPage() {
  return (
    <div className="grid gap-4 sm:gap-5">
      <DriftCard />
      <RunsCard />
    </div>
  );
}
