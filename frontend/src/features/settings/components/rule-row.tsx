import { X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { type Choice, Select } from "@/components/ui/select";
import type { AlertKind, AlertLevel } from "@/lib/contracts/generated";
import { focusPeer } from "@/lib/focus";
import { settings as settingsMessages } from "@/lib/messages/settings";
import type { RuleDraft } from "../preference-form";

const text = settingsMessages.rules;
export const ADD_RULE_ID = "add-rule";

const KINDS: readonly Choice<AlertKind | "">[] = [
  { value: "", label: text.anyKind },
  ...(["DRIFT", "PLAN_WAITING", "RUN", "REFUSAL", "KILL_SWITCH", "STALE_PRICES", "TAX_WINDOW", "DELIVERY"] as const).map(
    (value) => ({ value, label: text.kinds[value] }),
  ),
];
const LEVELS: readonly Choice<AlertLevel>[] = (["INFO", "WARNING", "CRITICAL"] as const).map((value) => ({
  value,
  label: text.levels[value],
}));

interface RuleRowProps {
  rule: RuleDraft;
  index: number;
  error: string | null;
  onChange: (part: Partial<RuleDraft>) => void;
  onRemove: () => void;
}

/** One rule: from which level on events of a kind take which channels. */
export function RuleRow({ rule, index, error, onChange, onRemove }: RuleRowProps) {
  return (
    <li data-peer="rule" className="border-b border-line py-3">
      <fieldset className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_2.25rem] items-end gap-x-3 gap-y-1.5 md:grid-cols-[minmax(0,13rem)_minmax(0,9rem)_minmax(0,1fr)_2.25rem]">
        <legend className="sr-only">{text.one(index + 1)}</legend>
        <Select label={text.kind} value={rule.kind} choices={KINDS} onValue={(kind) => onChange({ kind })} />
        <Select label={text.least} value={rule.least} choices={LEVELS} onValue={(least) => onChange({ least })} />
        <div className="col-span-3 flex min-h-10 flex-wrap items-center gap-x-4 max-md:row-start-2 md:col-span-1">
          <Checkbox label={text.mail} isChecked={rule.isMailed} onCheck={(isMailed) => onChange({ isMailed })} />
          <Checkbox label={text.push} isChecked={rule.isPushed} onCheck={(isPushed) => onChange({ isPushed })} />
          {rule.isMailed && (
            <Checkbox label={text.digest} isChecked={rule.isDigested} onCheck={(isDigested) => onChange({ isDigested })} />
          )}
          {!rule.isMailed && !rule.isPushed && <span className="text-[0.8125rem] text-ink-soft">{text.inboxOnly}</span>}
        </div>
        <Button
          tone="quiet"
          size="icon"
          data-remove
          aria-label={text.remove(index + 1)}
          onClick={({ currentTarget }) => {
            focusPeer(currentTarget, "[data-remove]", ADD_RULE_ID);
            onRemove();
          }}
        >
          <X aria-hidden className="size-4" />
        </Button>
      </fieldset>
      {error && (
        <p role="alert" className="mt-1.5 text-[0.8125rem] text-critical">
          {error}
        </p>
      )}
    </li>
  );
}
