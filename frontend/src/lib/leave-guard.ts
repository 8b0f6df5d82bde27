import { useEffect, useRef, useState } from "react";
import { useNavigate } from "react-router";

const BACK = Symbol("back");

export interface LeaveGuard {
  isAsking: boolean;
  stay: () => void;
  leave: () => void;
}

/**
 * Holds a person back who is about to lose edits: by a link or the browser's Back within the application, where the
 * page asks, and by closing it, where the browser asks.
 *
 * No listener comes before the router's, so Back cannot be stopped. A second entry of the same page is put into the
 * history instead, which Back takes away without leaving the page.
 */
export function useLeaveGuard(isHolding: boolean): LeaveGuard {
  const navigate = useNavigate();
  const [way, setWay] = useState<string | typeof BACK | null>(null);
  const isHeld = useRef(false);
  const isOnSecond = useRef(false);
  useEffect(() => {
    isHeld.current = isHolding;
    if (!isHolding) return undefined;
    stepToSecond();
    isOnSecond.current = true;
    const onClick = (event: MouseEvent) => {
      const to = isHeld.current ? linkOf(event) : null;
      if (to === null) return;
      event.preventDefault();
      event.stopPropagation();
      setWay(to);
    };
    const onClose = (event: BeforeUnloadEvent) => isHeld.current && event.preventDefault();
    const scrolling = history.scrollRestoration;
    history.scrollRestoration = "manual";
    document.addEventListener("click", onClick, true);
    addEventListener("beforeunload", onClose);
    return () => {
      history.scrollRestoration = scrolling;
      document.removeEventListener("click", onClick, true);
      removeEventListener("beforeunload", onClose);
    };
  }, [isHolding]);
  useEffect(() => {
    const onMove = () => {
      const hasGoneBack = isOnSecond.current && !isSecondEntry();
      isOnSecond.current = isSecondEntry();
      if (!hasGoneBack) return;
      if (isHeld.current) setWay(BACK);
      else history.back();
    };
    addEventListener("popstate", onMove);
    return () => removeEventListener("popstate", onMove);
  }, []);
  return {
    isAsking: way !== null,
    stay() {
      setWay(null);
      stepToSecond();
      isOnSecond.current = true;
    },
    leave() {
      isHeld.current = false;
      setWay(null);
      if (way === BACK) history.back();
      else if (way !== null) void navigate(way, { replace: isSecondEntry() });
    },
  };
}

/** What the router keeps in each entry of the history, and our mark. */
function routerState(): { idx: number; isSecond?: boolean } {
  return (history.state as { idx: number } | null) ?? { idx: 0 };
}

function stepToSecond(): void {
  if (!isSecondEntry()) history.pushState({ ...routerState(), idx: routerState().idx + 1, isSecond: true }, "");
}

function isSecondEntry(): boolean {
  return routerState().isSecond === true;
}

/** Where a click leads within the application; null for anything but a plain click on a link to another page. */
function linkOf(event: MouseEvent): string | null {
  const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!isPlain || !(link instanceof HTMLAnchorElement) || link.target || link.origin !== location.origin) return null;
  return link.pathname === location.pathname ? null : link.pathname + link.search + link.hash;
}
