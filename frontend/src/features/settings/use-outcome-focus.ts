import { type RefObject, useEffect, useRef } from "react";

/** Moves the focus to what came of a call once it has been answered; the element takes `tabIndex={-1}`. */
export function useOutcomeFocus(status: "idle" | "pending" | "error" | "success"): RefObject<HTMLDivElement | null> {
  const outcome = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (status === "error" || status === "success") outcome.current?.focus();
  }, [status]);
  return outcome;
}
