import { useState } from "react";

interface State<Draft> {
  draft: Draft;
  /** What was stored when the edits began, or what they were last saved as. */
  base: string;
  /** What was stored before they were saved: the stored settings have not caught up while they are still that. */
  savedOver: string | null;
  /** True as long as nothing was changed since they were saved. */
  isSaved: boolean;
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
  const textOf = (draft: Draft) => JSON.stringify(sent(draft));
  const current = textOf(stored);
  const isSettled = state !== null && state.isSaved && state.savedOver !== current;
  const active = isSettled ? null : state;
  const draft = active?.draft ?? stored;
  const isDirty = active !== null && !active.isSaved && textOf(draft) !== current;
  return {
    draft,
    isDirty,
    isChangedElsewhere: isDirty && active.base !== current && active.savedOver !== current,
    change: (part) =>
      setState({ draft: { ...draft, ...part }, base: active?.base ?? current, savedOver: active?.savedOver ?? null, isSaved: false }),
    discard: () => setState(null),
    // What was changed while the save was on its way stays a change, now over what was saved.
    markSaved: () =>
      setState((latest) => {
        const saved = { draft, base: textOf(draft), savedOver: current, isSaved: true };
        const isUntouched = latest === null || textOf(latest.draft) === saved.base;
        return isUntouched ? saved : { ...saved, draft: latest.draft, isSaved: false };
      }),
  };
}
