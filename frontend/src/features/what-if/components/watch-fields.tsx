import { Checkbox } from "@/components/ui/checkbox";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { MOST_WATCHED, type Scenario, type ScenarioEdit } from "../scenario";

const text = whatIfMessages;

interface WatchFieldsProps {
  scenario: Scenario;
  symbols: readonly string[];
  onEdit: (edit: ScenarioEdit) => void;
}

/** The symbols whose decision is looked into; five at most. */
export function WatchFields({ scenario: { watched }, symbols, onEdit }: WatchFieldsProps) {
  const isFull = watched.length >= MOST_WATCHED;
  const all = [...symbols, ...watched.filter((symbol) => !symbols.includes(symbol))];
  if (all.length === 0) return <p className="text-[0.8125rem] text-ink-soft">{text.noSymbols}</p>;
  return (
    <>
      <p className="text-[0.8125rem] leading-snug text-ink-soft">{isFull ? text.watchedFull : text.watchedHint}</p>
      <div className="grid max-h-60 grid-cols-3 gap-x-3 overflow-y-auto">
        {all.map((symbol) => {
          const isWatched = watched.includes(symbol);
          return (
            <Checkbox
              key={symbol}
              label={symbol}
              isChecked={isWatched}
              isDisabled={isFull && !isWatched}
              onCheck={(isChecked) => onEdit({ watched: isChecked ? [...watched, symbol] : watched.filter((each) => each !== symbol) })}
            />
          );
        })}
      </div>
    </>
  );
}
