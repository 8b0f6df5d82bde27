import { useState } from "react";

interface Edits<Draft> {
  draft: Draft;
  /** What was stored when these edits began, or what they were last saved as, from version `since` on. */
  basedOn: string;
  since: number;
  /** The version they were saved as; they are shown until what is stored has caught up with it. */
  savedAs: number | null;
}

/** What is stored, and how a form shows it. */
interface Stored<Draft> {
  version: number;
  draft: Draft;
}

export interface VersionedEdits<Draft> {
  draft: Draft;
  isDirty: boolean;
  /** A later version is stored than these edits began from, be it the same in what they edit. */
  isOvertaken: boolean;
  /** What is stored differs from what these edits began from. */
  isChangedElsewhere: boolean;
  replace: (draft: Draft) => void;
  discard: () => void;
  markSaved: (version: number) => void;
}

/** A form's working copy over what is stored in versions, which may change at any time; `textOf` tells drafts apart. */
export function useVersionedEdits<Draft>(stored: Stored<Draft>, textOf: (draft: Draft) => string): VersionedEdits<Draft> {
  const [edits, setEdits] = useState<Edits<Draft> | null>(null);
  const isSettled = edits?.savedAs != null && stored.version >= edits.savedAs;
  const active = isSettled ? null : edits;
  const original = textOf(stored.draft);
  const draft = active?.draft ?? stored.draft;
  const isDirty = active !== null && active.savedAs === null && textOf(draft) !== original;
  const { basedOn, since } = active !== null && (isDirty || active.savedAs !== null) ? active : { basedOn: original, since: stored.version };
  return {
    draft,
    isDirty,
    isOvertaken: isDirty && stored.version > since,
    isChangedElsewhere: isDirty && stored.version >= since && basedOn !== original,
    replace: (next) => setEdits({ draft: next, basedOn, since, savedAs: null }),
    discard: () => setEdits(null),
    // What was changed while the save was on its way stays a change, now over what was saved.
    markSaved: (version) =>
      setEdits((latest) => {
        const saved = { draft, basedOn: textOf(draft), since: version, savedAs: version };
        const isUntouched = latest === null || textOf(latest.draft) === saved.basedOn;
        return isUntouched ? saved : { ...saved, draft: latest.draft, savedAs: null };
      }),
  };
}
