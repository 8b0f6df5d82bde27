import type { StudyDocument } from "@/lib/contracts/generated";
import { type Live, useLiveQuery, useUser } from "@/lib/firebase";

/** Follows the study that was asked for last; an empty list before the first. */
export function useLiveStudy(): Live<StudyDocument[]> {
  const { uid } = useUser();
  return useLiveQuery<StudyDocument>({ path: `userSettings/${uid}/policy_studies`, orderBy: "asked_at", descending: true, limit: 1 });
}
