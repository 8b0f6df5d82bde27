import { Dialog } from "@base-ui/react/dialog";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { Button } from "@/components/ui/button";
import { messages } from "@/lib/messages";

const text = messages.common.shortcuts;

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
      if (place) navigate(place);
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
    <Dialog.Root open={isOpen} onOpenChange={setIsOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/50" />
        <Dialog.Popup className="fixed inset-x-3 top-1/2 z-50 mx-auto max-w-md -translate-y-1/2 rounded-2xl border border-line bg-surface p-6 text-ink shadow-2xl outline-none">
          <Dialog.Title className="text-lg font-semibold tracking-tight">{text.title}</Dialog.Title>
          <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-4 gap-y-2 text-sm">
            {text.keys.map(([key, meaning]) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="rounded border border-line-strong bg-sunken px-1.5 py-0.5 font-mono text-xs">{key}</kbd>
                </dt>
                <dd className="text-ink-soft">{meaning}</dd>
              </div>
            ))}
          </dl>
          <div className="mt-5 text-right">
            <Dialog.Close render={<Button />}>{text.close}</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
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
