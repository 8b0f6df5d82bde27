import { useEffect } from "react";

/** Moves the focus to an element of the page once, when the component that asks for it appears. */
export function useFocusOnArrival(elementId: string, isWanted: boolean): void {
  useEffect(() => {
    if (isWanted) document.getElementById(elementId)?.focus();
  }, [elementId, isWanted]);
}
