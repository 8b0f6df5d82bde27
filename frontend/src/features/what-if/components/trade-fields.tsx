import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { emptyTrade, type OwnTrade, type Scenario, type ScenarioEdit } from "../scenario";
import { type Problem, problemAt } from "../scenario-problems";
import { CheckedField } from "./checked-field";

const text = whatIfMessages;
const MOST_TRADES = 200;
const SIDES = (["BUY", "SELL"] as const).map((value) => ({ value, label: text.sides[value] }));
const WHATS = (["symbol", "class"] as const).map((value) => ({ value, label: text.whats[value] }));
const UNITS = (["value", "quantity"] as const).map((value) => ({ value, label: text.units[value] }));

interface TradeFieldsProps {
  scenario: Scenario;
  problems: readonly Problem[];
  onEdit: (edit: ScenarioEdit) => void;
}

/** Trades of the person's own, in the order they would happen. */
export function TradeFields({ scenario: { trades, isPaidInCash }, problems, onEdit }: TradeFieldsProps) {
  const change = (id: string, part: Partial<OwnTrade>) =>
    onEdit({ trades: trades.map((trade) => (trade.id === id ? { ...trade, ...part } : trade)) });
  return (
    <>
      <p className="text-[0.8125rem] leading-snug text-ink-soft">{text.tradesHint}</p>
      {trades.map((trade, index) => (
        <TradeField
          key={trade.id}
          trade={trade}
          number={index + 1}
          problems={problems}
          onChange={(part) => change(trade.id, part)}
          onRemove={() => onEdit({ trades: trades.filter((each) => each.id !== trade.id) })}
        />
      ))}
      {trades.some((trade) => trade.what === "class") && <p className="text-[0.8125rem] leading-snug text-ink-soft">{text.classesHint}</p>}
      {trades.length > 0 && (
        <Checkbox label={text.isPaidInCash} isChecked={isPaidInCash} onCheck={(isChecked) => onEdit({ isPaidInCash: isChecked })} />
      )}
      {trades.length < MOST_TRADES && (
        <Button size="small" onClick={() => onEdit({ trades: [...trades, emptyTrade()] })}>
          <Plus aria-hidden className="size-4" />
          {text.addTrade}
        </Button>
      )}
    </>
  );
}

interface TradeFieldProps {
  trade: OwnTrade;
  number: number;
  problems: readonly Problem[];
  onChange: (part: Partial<OwnTrade>) => void;
  onRemove: () => void;
}

function TradeField({ trade, number, problems, onChange, onRemove }: TradeFieldProps) {
  const problem = (field: string) => problemAt(problems, "trades", `${field} ${trade.id}`);
  const isClass = trade.what === "class";
  const choose = (what: OwnTrade["what"]) => onChange({ what, name: "", unit: what === "class" ? "value" : trade.unit });
  return (
    <fieldset className="space-y-2.5 rounded-lg border border-line p-3">
      <legend className="sr-only">{text.trade(number)}</legend>
      <div className="flex items-center justify-between gap-2">
        <Segmented label={text.side} value={trade.side} choices={SIDES} onValue={(side) => onChange({ side })} />
        <Button tone="quiet" size="icon" aria-label={text.removeTrade(number)} onClick={onRemove}>
          <X aria-hidden className="size-4" />
        </Button>
      </div>
      <div className="grid grid-cols-2 items-start gap-2">
        <Select label={text.what} value={trade.what} choices={WHATS} onValue={choose} />
        <CheckedField
          label={text.nameOfTrade[trade.what]}
          autoCapitalize="characters"
          spellCheck={false}
          inputClassName="font-semibold uppercase"
          value={trade.name}
          problem={problem("name")}
          onValue={(name) => onChange({ name: name.trimStart().toUpperCase() })}
        />
        <CheckedField
          label={text.size}
          inputMode="decimal"
          inputClassName="text-right tabular-nums"
          value={trade.size}
          problem={problem("size")}
          onValue={(size) => onChange({ size })}
        />
        <Select label={text.unit} value={trade.unit} choices={isClass ? UNITS.slice(0, 1) : UNITS} onValue={(unit) => onChange({ unit })} />
      </div>
    </fieldset>
  );
}
