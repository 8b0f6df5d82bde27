import type { PreferencesDocument } from "@/lib/contracts/generated";
import { type Live, useLiveDoc, useUser } from "@/lib/firebase";

/** Follows how the person wants to be told; missing until they first save. */
export function useStoredPreferences(): Live<PreferencesDocument> {
  const { uid } = useUser();
  return useLiveDoc<PreferencesDocument>(`userSettings/${uid}/preferences/telling`);
}
