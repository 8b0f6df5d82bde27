import { useState } from "react";

interface State<Draft> {
  draft: Draft;
  /** What was stored when the edits began. */
  base: string;
  /** What was stored when they were saved; they are shown until that changes. */
  savedOver: string | null;
}

export interface Edits<Draft> {
  draft: Draft;
  isDirty: boolean;
  isChangedElsewhere: boolean;
  change: (part: Partial<Draft>) => void;
  discard: () => void;
  markSaved: () => void;
}

/** A form's working copy over stored settings, which may change at any time; `sent` tells what a draft would store. */
export function useEdits<Draft>(stored: Draft, sent: (draft: Draft) => unknown): Edits<Draft> {
  const [state, setState] = useState<State<Draft> | null>(null);
  const current = JSON.stringify(sent(stored));
  const isSettled = state !== null && state.savedOver !== null && state.savedOver !== current;
  const active = isSettled ? null : state;
  const draft = active?.draft ?? stored;
  const isDirty = active !== null && active.savedOver === null && JSON.stringify(sent(draft)) !== current;
  return {
    draft,
    isDirty,
    isChangedElsewhere: isDirty && active?.base !== current,
    change: (part) => setState({ draft: { ...draft, ...part }, base: active?.base ?? current, savedOver: null }),
    discard: () => setState(null),
    markSaved: () => setState({ draft, base: current, savedOver: current }),
  };
}
