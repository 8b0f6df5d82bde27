import { X } from "lucide-react";
import { ASSET_CLASSES, assetClassName } from "@/components/money/asset-class";
import { Button } from "@/components/ui/button";
import { type Choice, Select } from "@/components/ui/select";
import { Switch } from "@/components/ui/switch";
import { TextField } from "@/components/ui/text-field";
import { classNames } from "@/lib/class-names";
import type { AssetClass } from "@/lib/contracts/generated";
import { focusPeer } from "@/lib/focus";
import { messages } from "@/lib/messages";
import { readPercent } from "@/lib/percent";
import type { TargetRow as Row } from "../target-draft";
import type { TargetField } from "../target-problems";

const text = messages.allocation;

/** The columns of the editor by the room there is: where it is narrow the class goes beneath the figures. */
export const TARGET_GRID =
  "grid grid-cols-[minmax(4.5rem,1fr)_minmax(5.5rem,7rem)_minmax(4.5rem,6rem)_2.5rem_2.25rem] items-center gap-x-2 @lg:grid-cols-[minmax(4.5rem,1fr)_6.5rem_5.5rem_9rem_2.5rem_2.25rem]";

const SYMBOL_CELL = "row-span-2 @lg:row-auto";

type ClassChoice = AssetClass | "BROKER";

const CLASS_CHOICES: readonly Choice<ClassChoice>[] = [
  { value: "BROKER", label: text.brokersClass },
  ...ASSET_CLASSES.map((value) => ({ value, label: assetClassName(value) })),
];

interface TargetRowProps {
  row: Row;
  index: number;
  /** Stored symbols keep their name; only new rows are named by typing. */
  isNew: boolean;
  /** Whether its class was changed last: the row has moved to another group, and focus goes with it. */
  isMoved: boolean;
  invalidField: TargetField | null;
  onChange: (part: Partial<Row>) => void;
  onRemove: () => void;
}

export function TargetRow({ row, index, isNew, isMoved, invalidField, onChange, onRemove }: TargetRowProps) {
  const name = row.symbol || text.newRow(index + 1);
  return (
    <li data-peer="target" className={classNames(TARGET_GRID, "gap-y-2 py-2")}>
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
          className={SYMBOL_CELL}
          inputClassName="font-semibold uppercase"
          onValue={(symbol) => onChange({ symbol: symbol.trim().toUpperCase() })}
        />
      ) : (
        <span className={classNames(SYMBOL_CELL, "pl-2 text-sm font-semibold", !row.isEnabled && "text-ink-soft line-through")}>
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
      <Select
        label={text.assetClassOf(name)}
        isLabelHidden
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- a person has just moved this row to another group
        autoFocus={isMoved}
        value={row.assetClass ?? "BROKER"}
        choices={CLASS_CHOICES}
        className="col-span-2 col-start-2 row-start-2 @lg:col-auto @lg:row-auto"
        onValue={(chosen) => onChange({ assetClass: chosen === "BROKER" ? null : chosen })}
      />
      <span className="col-start-4 row-span-2 row-start-1 grid place-items-center @lg:col-auto @lg:row-auto">
        <Switch label={text.enabledOf(name)} isOn={row.isEnabled} onSwitch={(isEnabled) => onChange({ isEnabled })} />
      </span>
      <span className="col-start-5 row-span-2 row-start-1 @lg:col-auto @lg:row-auto">
        <Button
          tone="quiet"
          size="icon"
          data-remove
          aria-label={text.remove(name)}
          onClick={({ currentTarget }) => {
            focusPeer(currentTarget, "[data-remove]", "targets-title");
            onRemove();
          }}
        >
          <X aria-hidden className="size-4" />
        </Button>
      </span>
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
