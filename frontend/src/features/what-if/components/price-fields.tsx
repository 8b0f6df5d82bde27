import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import type { Scenario, ScenarioEdit } from "../scenario";
import { type Problem, problemAt } from "../scenario-problems";
import { CheckedField } from "./checked-field";

const text = whatIfMessages;

interface PriceFieldsProps {
  scenario: Scenario;
  symbols: readonly string[];
  problems: readonly Problem[];
  onEdit: (edit: ScenarioEdit) => void;
}

/** A supposed price for each symbol; an empty field keeps today's. */
export function PriceFields({ scenario: { prices }, symbols, problems, onEdit }: PriceFieldsProps) {
  if (symbols.length === 0) return <p className="text-[0.8125rem] text-ink-soft">{text.noSymbols}</p>;
  return (
    <>
      <p className="text-[0.8125rem] text-ink-soft">{text.pricesHint}</p>
      <div className="space-y-1.5">
        {symbols.map((symbol) => (
          <div key={symbol} className="grid grid-cols-[minmax(0,1fr)_8rem] items-start gap-2">
            <span aria-hidden className="py-2.5 text-sm font-semibold">
              {symbol}
            </span>
            <CheckedField
              label={text.priceOf(symbol)}
              isLabelHidden
              inputMode="decimal"
              placeholder={text.todays}
              inputClassName="text-right tabular-nums"
              value={prices[symbol] ?? ""}
              problem={problemAt(problems, "prices", symbol)}
              onValue={(price) => onEdit({ prices: { ...prices, [symbol]: price } })}
            />
          </div>
        ))}
      </div>
    </>
  );
}
