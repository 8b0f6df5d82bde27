import { useEffect, useState } from "react";
import { classNames } from "@/lib/class-names";
import { messages } from "@/lib/messages";

const SAY_AFTER_MS = 4000;

/** Holds the place of content that is on its way; after four seconds it says what is awaited. */
export function Skeleton({ what, className }: { what: string; className?: string }) {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SAY_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div
      role="status"
      className={classNames("grid w-full place-items-center rounded-lg bg-sunken motion-safe:animate-pulse", className)}
    >
      {isSlow ? (
        <p className="px-4 text-center text-sm text-ink-soft">{messages.common.stillLoading(what)}</p>
      ) : (
        <span className="sr-only">{messages.common.loading}</span>
      )}
    </div>
  );
}
