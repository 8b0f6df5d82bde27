import { type Choice, Select } from "@/components/ui/select";
import { history as historyMessages } from "@/lib/messages/history";
import type { RunFilter } from "../run-rows";

const text = historyMessages;

const OUTCOMES = choicesOf<RunFilter["outcome"]>(text.outcomes);
const TRIGGERS = choicesOf<RunFilter["trigger"]>(text.triggers);

interface RunFiltersProps {
  filter: RunFilter;
  onFilter: (filter: RunFilter) => void;
}

export function RunFilters({ filter, onFilter }: RunFiltersProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-[minmax(0,16rem)_minmax(0,16rem)]">
      <Select label={text.outcome} value={filter.outcome} choices={OUTCOMES} onValue={(outcome) => onFilter({ ...filter, outcome })} />
      <Select label={text.trigger} value={filter.trigger} choices={TRIGGERS} onValue={(trigger) => onFilter({ ...filter, trigger })} />
    </div>
  );
}

function choicesOf<Value extends string>(words: Record<Exclude<Value, "ANY">, string>): Choice<Value>[] {
  const named = Object.entries<string>(words).map(([value, label]) => ({ value: value as Value, label }));
  return [{ value: "ANY" as Value, label: text.any }, ...named];
}
