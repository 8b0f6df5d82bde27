import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { TextField } from "@/components/ui/text-field";
import { classNames } from "@/lib/class-names";
import { messages } from "@/lib/messages";
import { readPercent } from "@/lib/percent";
import type { TargetRow as Row } from "../target-draft";
import type { TargetField } from "../target-problems";

const text = messages.allocation;

export const TARGET_GRID =
  "grid grid-cols-[minmax(4.5rem,1fr)_minmax(5.5rem,7rem)_minmax(4.5rem,6rem)_2.5rem_2.25rem] items-center gap-x-2 sm:gap-x-3";

interface TargetRowProps {
  row: Row;
  index: number;
  /** Stored symbols keep their name; only new rows are named by typing. */
  isNew: boolean;
  invalidField: TargetField | null;
  onChange: (part: Partial<Row>) => void;
  onRemove: () => void;
}

export function TargetRow({ row, index, isNew, invalidField, onChange, onRemove }: TargetRowProps) {
  const name = row.symbol || text.newRow(index + 1);
  return (
    <li className={classNames(TARGET_GRID, "border-b border-line py-2")}>
      {isNew ? (
        <TextField
          label={text.symbolOf(name)}
          isLabelHidden
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- a person has just asked for this row
          autoFocus={row.symbol === ""}
          value={row.symbol}
          isInvalid={invalidField === "symbol" && row.symbol !== ""}
          autoCapitalize="characters"
          spellCheck={false}
          inputClassName="font-semibold uppercase"
          onValue={(symbol) => onChange({ symbol: symbol.trim().toUpperCase() })}
        />
      ) : (
        <span className={classNames("text-sm font-semibold", !row.isEnabled && "text-ink-soft line-through")}>
          {row.symbol}
        </span>
      )}
      <PercentField
        label={text.targetOf(name)}
        value={row.percent}
        isInvalid={invalidField === "percent" && row.percent !== ""}
        onValue={(percent) => onChange({ percent })}
      />
      <PercentField
        label={text.toleranceOf(name)}
        value={row.tolerance}
        placeholder={text.toleranceDefault}
        isInvalid={invalidField === "tolerance"}
        onValue={(tolerance) => onChange({ tolerance })}
      />
      <Switch label={text.enabledOf(name)} isOn={row.isEnabled} onSwitch={(isEnabled) => onChange({ isEnabled })} />
      <Button tone="quiet" size="icon" aria-label={text.remove(name)} onClick={onRemove}>
        <X aria-hidden className="size-4" />
      </Button>
    </li>
  );
}

interface PercentFieldProps {
  label: string;
  value: string;
  placeholder?: string;
  isInvalid: boolean;
  onValue: (value: string) => void;
}

/** Takes "40%" and "40,5" as typed and tidies them when the field is left. */
export function PercentField({ label, value, placeholder, isInvalid, onValue }: PercentFieldProps) {
  return (
    <TextField
      label={label}
      isLabelHidden
      inputMode="decimal"
      value={value}
      placeholder={placeholder}
      isInvalid={isInvalid}
      inputClassName="px-2 text-right tabular-nums sm:px-3"
      onValue={onValue}
      onBlur={() => {
        const tidy = readPercent(value);
        if (tidy !== null && tidy !== value) onValue(tidy);
      }}
    />
  );
}
