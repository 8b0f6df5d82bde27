import { useEffect, useRef } from "react";
import { useLocation, useNavigationType } from "react-router";
import { focusOn } from "@/lib/focus";

export const PAGE_TITLE_ID = "page-title";

/**
 * Takes a person who goes to another page to its start: the heading has the focus and the page is at its top. Back and
 * forward keep the place the browser remembers, and an address that names a section leads there by itself.
 */
export function useArrival(): void {
  const { pathname, hash } = useLocation();
  const way = useNavigationType();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    if (hash) return;
    if (way !== "POP") scrollTo(0, 0);
    focusOn(PAGE_TITLE_ID);
  }, [pathname, hash, way]);
}
