import { useState } from "react";
import type { StoredTargets } from "./api/live-targets";
import { draftOf, isSameDraft, type TargetDraft, type TargetRow } from "./target-draft";

interface Edits {
  draft: TargetDraft;
  /** The stored version these edits started from. */
  basedOn: number;
  /** The version they were saved as; they are shown until the stored targets have caught up with it. */
  savedAs: number | null;
}

export interface TargetEdits {
  draft: TargetDraft;
  isDirty: boolean;
  isChangedElsewhere: boolean;
  replace: (draft: TargetDraft) => void;
  change: (id: string, part: Partial<TargetRow>) => void;
  add: () => void;
  remove: (id: string) => void;
  discard: () => void;
  markSaved: (version: number) => void;
}

/** The editor's working copy over the stored targets, which may change at any time. */
export function useTargetEdits(stored: StoredTargets): TargetEdits {
  const [edits, setEdits] = useState<Edits | null>(null);
  const isSettled = edits?.savedAs != null && stored.version >= edits.savedAs;
  const active = isSettled ? null : edits;
  const original = draftOf(stored.targets, stored.cashPercent);
  const draft = active?.draft ?? original;
  const isDirty = active !== null && active.savedAs === null && !isSameDraft(draft, original);
  const replace = (next: TargetDraft) =>
    setEdits({ draft: next, basedOn: active?.basedOn ?? stored.version, savedAs: null });
  return {
    draft,
    isDirty,
    isChangedElsewhere: isDirty && active !== null && stored.version > active.basedOn,
    replace,
    change: (id, part) => replace({ ...draft, rows: draft.rows.map((row) => (row.id === id ? { ...row, ...part } : row)) }),
    add: () => replace({ ...draft, rows: [...draft.rows, emptyRow()] }),
    remove: (id) => replace({ ...draft, rows: draft.rows.filter((row) => row.id !== id) }),
    discard: () => setEdits(null),
    markSaved: (version) => setEdits((latest) => afterSave(latest, draft, version)),
  };
}

/** What was changed while the save was on its way stays a change, now over what was saved. */
function afterSave(latest: Edits | null, saved: TargetDraft, version: number): Edits {
  const isUntouched = latest === null || isSameDraft(latest.draft, saved);
  return isUntouched ? { draft: saved, basedOn: version, savedAs: version } : { ...latest, basedOn: version };
}

function emptyRow(): TargetRow {
  return { id: crypto.randomUUID(), symbol: "", percent: "", tolerance: "", isEnabled: true, assetClass: null };
}
