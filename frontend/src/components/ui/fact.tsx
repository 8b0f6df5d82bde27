import type { ReactNode } from "react";

/** A row of named figures. */
export function FactList({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={className ?? "grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4"}>{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-soft">{name}</dt>
      <dd className="mt-0.5 truncate text-[0.9375rem] font-semibold tabular-nums">{children}</dd>
    </div>
  );
}
