import type { ReactNode } from "react";

/** Greys out figures while newer ones are wanted than those that are there. */
export function Aged({ isOld, children }: { isOld: boolean; children: ReactNode }) {
  return (
    <div aria-busy={isOld} className={isOld ? "min-w-0 text-ink-soft grayscale" : "min-w-0"}>
      {children}
    </div>
  );
}
