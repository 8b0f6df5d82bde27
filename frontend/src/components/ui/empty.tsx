import type { ReactNode } from "react";

/** What stands where there is nothing yet: why, and what makes something appear. */
export function Empty({ title, action, children }: { title: string; action?: ReactNode; children?: ReactNode }) {
  return (
    <div className="grid place-items-center gap-2 rounded-lg border border-dashed border-line px-4 py-10 text-center">
      <p className="text-sm font-semibold">{title}</p>
      {children && <p className="max-w-prose text-sm leading-relaxed text-ink-soft">{children}</p>}
      {action}
    </div>
  );
}
