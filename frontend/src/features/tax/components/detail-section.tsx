import { type ReactNode, useId } from "react";

/** A titled part of the details. */
export function DetailSection({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="min-w-0">
      <h4 id={id} className="mb-2 text-[0.8125rem] font-semibold">
        {title}
      </h4>
      {children}
    </section>
  );
}
