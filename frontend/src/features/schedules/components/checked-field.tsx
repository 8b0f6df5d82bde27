import { type ComponentProps, useId } from "react";
import { TextField } from "@/components/ui/text-field";
import { classNames } from "@/lib/class-names";

interface CheckedFieldProps extends ComponentProps<typeof TextField> {
  /** What is wrong with the value; takes the place of the hint. */
  problem: string | undefined;
  hint?: string;
}

/** A text field that names its problem, or explains itself, beneath. */
export function CheckedField({ problem, hint, className, ...rest }: CheckedFieldProps) {
  const id = useId();
  const note = problem ?? hint;
  return (
    <div className={classNames("flex min-w-0 flex-col gap-1", className)}>
      <TextField {...rest} isInvalid={problem !== undefined} aria-describedby={note && id} />
      {note && (
        <p id={id} className={classNames("text-[0.8125rem] leading-snug", problem ? "text-critical" : "text-ink-soft")}>
          {note}
        </p>
      )}
    </div>
  );
}
