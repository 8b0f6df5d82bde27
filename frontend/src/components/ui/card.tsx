import type { ReactNode } from "react";
import { classNames } from "@/lib/class-names";

interface CardProps {
  title: ReactNode;
  titleId: string;
  hint?: ReactNode;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A titled region of the page; its heading can receive focus when the page moves there. */
export function Card({ title, titleId, hint, aside, className, children }: CardProps) {
  return (
    <section
      aria-labelledby={titleId}
      className={classNames("min-w-0 rounded-xl border border-line bg-surface p-4 sm:p-5", className)}
    >
      <header className="mb-4 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 id={titleId} tabIndex={-1} className="text-base font-semibold tracking-tight outline-none">
            {title}
          </h2>
          {hint && <p className="mt-0.5 max-w-prose text-[0.8125rem] leading-snug text-ink-soft">{hint}</p>}
        </div>
        {aside}
      </header>
      {children}
    </section>
  );
}
