import type { TaxYearDocument } from "@/lib/contracts/generated";
import { type Live, useLiveQuery, useUser } from "@/lib/firebase";

const MOST_YEARS = 30;

/** Follows what each year has realised, the latest first. */
export function useTaxYears(): Live<TaxYearDocument[]> {
  const { uid } = useUser();
  return useLiveQuery<TaxYearDocument>({ path: `userSettings/${uid}/tax_years`, orderBy: "year", descending: true, limit: MOST_YEARS });
}
