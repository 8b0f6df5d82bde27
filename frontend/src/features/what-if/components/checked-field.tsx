import { type ComponentProps, useId } from "react";
import { TextField } from "@/components/ui/text-field";

interface CheckedFieldProps extends Omit<ComponentProps<typeof TextField>, "isInvalid"> {
  value: string;
  /** What is wrong with it, or null. */
  problem: string | null;
}

/** A field with what is wrong beneath it; an empty one is only counted as wrong by the button that needs it. */
export function CheckedField({ problem, value, className, ...rest }: CheckedFieldProps) {
  const noteId = useId();
  const shown = value === "" ? null : problem;
  return (
    <div className={className}>
      <TextField {...rest} value={value} isInvalid={shown !== null} aria-describedby={shown ? noteId : undefined} />
      {shown && (
        <p id={noteId} className="mt-1 text-[0.8125rem] leading-snug text-critical">
          {shown}
        </p>
      )}
    </div>
  );
}
