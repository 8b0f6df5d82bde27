import { type VersionedEdits, useVersionedEdits } from "@/lib/versioned-edits";
import type { StoredTargets } from "./api/live-targets";
import { draftOf, draftText, type TargetDraft, type TargetRow } from "./target-draft";

export interface TargetEdits extends VersionedEdits<TargetDraft> {
  change: (id: string, part: Partial<TargetRow>) => void;
  add: () => void;
  remove: (id: string) => void;
}

/** The editor's working copy over the stored targets. */
export function useTargetEdits(stored: StoredTargets): TargetEdits {
  const edits = useVersionedEdits({ version: stored.version, draft: draftOf(stored.targets, stored.cashPercent) }, draftText);
  const { draft, replace } = edits;
  const withRows = (rows: readonly TargetRow[]) => replace({ ...draft, rows });
  return {
    ...edits,
    change: (id, part) => withRows(draft.rows.map((row) => (row.id === id ? { ...row, ...part } : row))),
    add: () => withRows([...draft.rows, emptyRow()]),
    remove: (id) => withRows(draft.rows.filter((row) => row.id !== id)),
  };
}

function emptyRow(): TargetRow {
  return { id: crypto.randomUUID(), symbol: "", percent: "", tolerance: "", isEnabled: true, assetClass: null };
}
