import { createContext, use, useEffect, useId } from "react";

/** Takes down whether a form, by its id, has edits that leaving would lose. */
export const HoldContext = createContext<(id: string, isHolding: boolean) => void>(() => undefined);

/** Makes the page ask before it is left, for as long as the form that calls this has unsaved edits. */
export function useUnsaved(isDirty: boolean): void {
  const id = useId();
  const hold = use(HoldContext);
  useEffect(() => {
    if (!isDirty) return undefined;
    hold(id, true);
    return () => hold(id, false);
  }, [hold, id, isDirty]);
}
