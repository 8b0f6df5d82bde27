import { cva, type VariantProps } from "class-variance-authority";
import type { LucideIcon } from "lucide-react";

const badge = cva(
  "inline-flex items-center gap-1 rounded-full px-2 py-0.5 text-xs font-medium whitespace-nowrap",
  {
    variants: {
      tone: {
        neutral: "bg-neutral-soft text-ink",
        ok: "bg-ok-soft text-ok",
        warning: "bg-warning-soft text-warning",
        critical: "bg-critical-soft text-critical",
        accent: "bg-accent-soft text-accent",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export type Tone = NonNullable<VariantProps<typeof badge>["tone"]>;

/** A short state: always a word, optionally an icon, never colour alone. */
export function Badge({ tone, icon: Icon, children }: { tone?: Tone; icon?: LucideIcon; children: string }) {
  return (
    <span className={badge({ tone })}>
      {Icon && <Icon aria-hidden className="size-3.5 shrink-0" />}
      {children}
    </span>
  );
}
