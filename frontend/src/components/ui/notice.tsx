import { cva, type VariantProps } from "class-variance-authority";
import { CircleAlert, Info, OctagonAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "@/lib/class-names";

const notice = cva("flex gap-3 rounded-lg border px-3.5 py-3 text-sm leading-snug", {
  variants: {
    tone: {
      info: "border-line bg-sunken text-ink",
      warning: "border-warning/35 bg-warning-soft text-ink",
      critical: "border-critical/40 bg-critical-soft text-ink",
    },
  },
  defaultVariants: { tone: "info" },
});

const ICONS = { info: Info, warning: TriangleAlert, critical: OctagonAlert } as const;
const INKS = { info: "text-ink-soft", warning: "text-warning", critical: "text-critical" } as const;

interface NoticeProps extends VariantProps<typeof notice> {
  title?: ReactNode;
  /** "alert" interrupts a screen reader, "status" waits; leave out for what is there from the start. */
  role?: "alert" | "status";
  action?: ReactNode;
  className?: string;
  children?: ReactNode;
}

export function Notice({ tone, title, role, action, className, children }: NoticeProps) {
  const Icon = tone ? ICONS[tone] : CircleAlert;
  return (
    <div role={role} className={classNames(notice({ tone }), className)}>
      <Icon aria-hidden className={classNames("mt-0.5 size-4 shrink-0", INKS[tone ?? "info"])} />
      <div className="min-w-0 flex-1 space-y-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="break-words text-ink">{children}</div>}
      </div>
      {action}
    </div>
  );
}
