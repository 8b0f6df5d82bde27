import type { TaxLotDocument } from "@/lib/contracts/generated";
import { type Live, useLiveQuery, useUser } from "@/lib/firebase";

/** More lots than this are not followed; the export holds all of them. */
export const MOST_LOTS = 3000;

/** Follows the lots that are held, by symbol. */
export function useTaxLots(): Live<TaxLotDocument[]> {
  const { uid } = useUser();
  return useLiveQuery<TaxLotDocument>({ path: `userSettings/${uid}/tax_lots`, orderBy: "symbol", limit: MOST_LOTS });
}
