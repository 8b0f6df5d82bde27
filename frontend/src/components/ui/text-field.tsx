import { Field } from "@base-ui/react/field";
import type { ComponentProps } from "react";
import { classNames } from "@/lib/class-names";

interface TextFieldProps extends Omit<ComponentProps<typeof Field.Control>, "className" | "onValueChange" | "onChange"> {
  label: string;
  /** Keeps the label for screen readers only, where a column heading shows it. */
  isLabelHidden?: boolean;
  isInvalid?: boolean;
  /** What is wrong with the value, shown beneath the field; the field is then invalid. */
  error?: string | null;
  /** What the field means, shown beneath it. */
  hint?: string;
  suffix?: string;
  className?: string;
  inputClassName?: string;
  onValue: (value: string) => void;
}

/** A labelled one-line input. */
export function TextField({
  label,
  isLabelHidden = false,
  error = null,
  isInvalid = error !== null,
  hint,
  suffix,
  className,
  inputClassName,
  onValue,
  ...rest
}: TextFieldProps) {
  return (
    <Field.Root invalid={isInvalid} className={classNames("flex min-w-0 flex-col gap-1.5", className)}>
      <Field.Label className={isLabelHidden ? "sr-only" : "text-sm font-medium"}>{label}</Field.Label>
      <div className="relative">
        <Field.Control
          autoComplete="off"
          {...rest}
          onValueChange={onValue}
          className={classNames(
            "h-10 w-full rounded-md border border-line-strong bg-surface px-3 text-sm text-ink placeholder:text-ink-soft/80 focus-visible:outline-2 focus-visible:outline-offset-1",
            isInvalid && "border-critical bg-critical-soft",
            suffix && "pr-7",
            inputClassName,
          )}
        />
        {suffix && (
          <span aria-hidden className="pointer-events-none absolute inset-y-0 right-2.5 grid place-items-center text-sm text-ink-soft">
            {suffix}
          </span>
        )}
      </div>
      {hint && <Field.Description className="text-[0.8125rem] leading-snug text-ink-soft">{hint}</Field.Description>}
      {error && (
        <Field.Error match className="text-[0.8125rem] leading-snug text-critical">
          {error}
        </Field.Error>
      )}
    </Field.Root>
  );
}
