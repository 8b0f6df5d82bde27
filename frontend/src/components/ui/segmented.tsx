import { useId } from "react";
import { classNames } from "@/lib/class-names";
import type { Choice } from "./select";

interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  className?: string;
  onValue: (value: Value) => void;
}

/** A choice of one from two to five, all in sight; the arrow keys move through it. */
export function Segmented<Value extends string>({ label, value, choices, className, onValue }: SegmentedProps<Value>) {
  const name = useId();
  return (
    <fieldset className={classNames("inline-flex max-w-full flex-wrap rounded-lg border border-line bg-sunken p-0.5", className)}>
      <legend className="sr-only">{label}</legend>
      {choices.map((choice) => (
        <label
          key={choice.value}
          className="grid min-h-9 cursor-pointer place-items-center rounded-md px-3 text-sm font-medium text-ink-soft has-checked:bg-surface has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            name={name}
            className="sr-only"
            checked={choice.value === value}
            onChange={() => onValue(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
