import { TextField } from "@/components/ui/text-field";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { type NumberKind, readTyped, showTyped } from "../typed-number";

interface NumberFieldProps {
  label: string;
  hint: string;
  kind: NumberKind;
  value: string;
  error: string | null;
  placeholder?: string;
  /** What a whole number counts, such as "s". */
  unit?: string;
  onValue: (value: string) => void;
}

/** A number that is tidied when the field is left: "1000000" becomes "$1,000,000". */
export function NumberField({ kind, value, unit, onValue, ...rest }: NumberFieldProps) {
  return (
    <TextField
      {...rest}
      inputMode={kind === "whole" ? "numeric" : "decimal"}
      value={value}
      suffix={kind === "percent" ? settingsMessages.units.percent : unit}
      inputClassName="text-right tabular-nums"
      onValue={onValue}
      onBlur={() => {
        const read = readTyped(kind, value);
        const tidy = read === null ? value : showTyped(kind, read);
        if (tidy !== value) onValue(tidy);
      }}
    />
  );
}
