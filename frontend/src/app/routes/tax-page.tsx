import { LotsCard, RecordsCard, WatchCards, YearsCard } from "@/features/tax";

/** Requirement 002's tax records: the year, what to mind, every lot, and the way in and out for files. */
export function TaxPage() {
  return (
    <div className="grid gap-4 sm:gap-5">
      <YearsCard />
      <WatchCards />
      <LotsCard />
      <RecordsCard />
    </div>
  );
}
