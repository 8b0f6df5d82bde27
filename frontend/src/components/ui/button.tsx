import { Button as BaseButton } from "@base-ui/react/button";
import { cva, type VariantProps } from "class-variance-authority";
import { LoaderCircle } from "lucide-react";
import { type ComponentProps, useId } from "react";
import { classNames } from "@/lib/class-names";

const button = cva(
  "inline-flex items-center justify-center gap-2 rounded-md font-medium select-none transition-colors aria-disabled:cursor-not-allowed",
  {
    variants: {
      tone: {
        primary:
          "bg-accent text-accent-ink not-aria-disabled:hover:bg-accent-hover aria-disabled:bg-neutral-soft aria-disabled:text-ink-soft",
        secondary:
          "border border-line-strong/60 bg-surface text-ink not-aria-disabled:hover:bg-sunken aria-disabled:border-line aria-disabled:text-ink-soft",
        quiet: "text-ink-soft not-aria-disabled:hover:bg-sunken not-aria-disabled:hover:text-ink",
        danger:
          "bg-live-bar text-live-ink not-aria-disabled:hover:brightness-110 aria-disabled:bg-neutral-soft aria-disabled:text-ink-soft",
      },
      size: {
        medium: "min-h-10 px-4 text-sm",
        small: "min-h-8 px-2.5 text-[0.8125rem]",
        icon: "size-9",
      },
    },
    defaultVariants: { tone: "secondary", size: "medium" },
  },
);

export interface ButtonProps extends Omit<ComponentProps<typeof BaseButton>, "className">, VariantProps<typeof button> {
  className?: string;
  isBusy?: boolean;
  /** Why the button cannot be used now; shown beneath it. Without a reason the button works. */
  reason?: string | null;
}

/** A button that stays reachable by keyboard while it is busy or refused, and says why. */
export function Button({ tone, size, className, isBusy = false, reason = null, disabled, children, ...rest }: ButtonProps) {
  const reasonId = useId();
  const control = (
    <BaseButton
      type="button"
      {...rest}
      className={classNames(button({ tone, size }), className)}
      disabled={disabled || isBusy || reason !== null}
      focusableWhenDisabled
      aria-busy={isBusy || undefined}
      aria-describedby={reason ? reasonId : rest["aria-describedby"]}
    >
      {isBusy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
      {children}
    </BaseButton>
  );
  // The frame is always there: an element that moved into one would be another element, and lose the focus.
  return (
    <span className={reason === null ? "contents" : "inline-flex max-w-80 flex-col items-start gap-1"}>
      {control}
      {reason !== null && (
        <span id={reasonId} className="text-[0.8125rem] leading-snug text-ink-soft">
          {reason}
        </span>
      )}
    </span>
  );
}
