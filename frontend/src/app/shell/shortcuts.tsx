import { lazy, Suspense, useEffect, useState } from "react";
import { useNavigate } from "react-router";

const ShortcutList = lazy(async () => ({ default: (await import("./shortcut-list")).ShortcutList }));

/** Where "g" and then a letter lead. */
const PLACES: Readonly<Record<string, string>> = {
  a: "/allocation",
  w: "/what-if",
  s: "/schedules",
  h: "/history",
  t: "/tax",
  l: "/alerts",
  e: "/settings",
};
const LEAD_MS = 1500;

/** Keys for people who know the way; none of them trades. */
export function Shortcuts() {
  const [isOpen, setIsOpen] = useState(false);
  const navigate = useNavigate();
  useEffect(() => {
    let leadUntil = 0;
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isDialogOpen()) return;
      const place = Date.now() < leadUntil ? PLACES[event.key] : undefined;
      leadUntil = event.key === "g" ? Date.now() + LEAD_MS : 0;
      if (place) goTo(place, navigate);
      else if (event.key === "?") setIsOpen(true);
      else if (event.key === "p") goToMark("preview");
      else if (event.key === "/") goToMark("filter");
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [navigate]);
  return (
    <Suspense>
      {isOpen && <ShortcutList onClose={() => setIsOpen(false)} />}
    </Suspense>
  );
}

/** Takes the way of the navigation's link where it is there, so that a page with unsaved edits asks as it does for a click. */
function goTo(place: string, navigate: (to: string) => unknown): void {
  const link = document.querySelector<HTMLElement>(`nav a[href="${place}"]`);
  if (link) link.click();
  else navigate(place);
}

/** Clicks a button, or goes to a field, that a page has marked for a key. */
function goToMark(mark: "preview" | "filter"): void {
  const found = document.querySelector<HTMLElement>(`[data-shortcut="${mark}"]`);
  if (mark === "filter") found?.focus();
  else found?.click();
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

function isDialogOpen(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}
