import { type ComponentProps, useId } from "react";
import { classNames } from "@/lib/class-names";

export interface Choice<Value extends string> {
  value: Value;
  label: string;
}

interface SelectProps<Value extends string> extends Omit<ComponentProps<"select">, "value" | "onChange" | "className"> {
  label: string;
  isLabelHidden?: boolean;
  value: Value;
  choices: readonly Choice<Value>[];
  className?: string;
  onValue: (value: Value) => void;
}

/** A labelled choice of one from a list; the platform's own control, so that phones show their own picker. */
export function Select<Value extends string>({ label, isLabelHidden = false, value, choices, className, onValue, ...rest }: SelectProps<Value>) {
  const id = useId();
  const choose = (chosen: string) => {
    const found = choices.find((choice) => choice.value === chosen);
    if (found) onValue(found.value);
  };
  return (
    <div className={classNames("flex min-w-0 flex-col gap-1.5", className)}>
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-sm font-medium"}>
        {label}
      </label>
      <select
        {...rest}
        id={id}
        value={value}
        onChange={(event) => choose(event.target.value)}
        className="h-10 w-full rounded-md border border-line-strong bg-surface px-2.5 text-sm text-ink focus-visible:outline-2 focus-visible:outline-offset-1"
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
