import { formatMoney } from "@/components/money/format";
import { Segmented } from "@/components/ui/segmented";
import { messages } from "@/lib/messages";
import { MODES, type Mode } from "../modes";

const text = messages.rebalance.mode;

interface ModeSwitchProps {
  mode: Mode;
  /** US dollars that would restore balance without any sale; null where none can, undefined while not known. */
  smallestDeposit: string | null | undefined;
  onMode: (mode: Mode) => void;
}

/** How the next plan is made, and what that means. */
export function ModeSwitch({ mode, smallestDeposit, onMode }: ModeSwitchProps) {
  return (
    <div className="space-y-2">
      <Segmented label={text.label} value={mode} choices={MODES.map((value) => ({ value, label: text.names[value] }))} onValue={onMode} />
      <p className="max-w-prose text-[0.8125rem] leading-snug text-ink-soft">
        {text.hints[mode]}
        {mode === "CASH_FLOW" && smallestDeposit !== undefined && (
          <>
            {" "}
            {smallestDeposit === null ? text.noDeposit : text.deposit(formatMoney(smallestDeposit))}
          </>
        )}
      </p>
    </div>
  );
}
