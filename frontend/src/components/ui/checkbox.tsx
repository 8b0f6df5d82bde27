import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import type { ReactNode } from "react";

interface CheckboxProps {
  isChecked: boolean;
  onCheck: (isChecked: boolean) => void;
  /** What is shown beside the box, or, with `isLabelHidden`, only read out. */
  label: ReactNode;
  isLabelHidden?: boolean;
  isDisabled?: boolean;
}

/** A box with its label; the whole line can be clicked. */
export function Checkbox({ isChecked, onCheck, label, isLabelHidden = false, isDisabled = false }: CheckboxProps) {
  return (
    <label className="flex min-h-8 cursor-pointer items-center gap-2.5 text-sm has-disabled:cursor-not-allowed has-disabled:text-ink-soft">
      <BaseCheckbox.Root
        checked={isChecked}
        disabled={isDisabled}
        onCheckedChange={onCheck}
        className="grid size-5 shrink-0 place-items-center rounded border border-line-strong bg-surface data-checked:border-accent data-checked:bg-accent"
      >
        <BaseCheckbox.Indicator className="text-accent-ink">
          <Check aria-hidden className="size-3.5" strokeWidth={3} />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span className={isLabelHidden ? "sr-only" : "min-w-0"}>{label}</span>
    </label>
  );
}
