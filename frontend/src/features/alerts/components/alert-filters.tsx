import { Segmented } from "@/components/ui/segmented";
import { type Choice, Select } from "@/components/ui/select";
import type { AlertKind, AlertLevel } from "@/lib/contracts/generated";
import { alerts as alertsMessages } from "@/lib/messages/alerts";
import type { EpisodeState, Filters } from "../episodes";

const text = alertsMessages;
const words = text.filters;
const EVERY = "";

const STATES: readonly Choice<EpisodeState>[] = (["all", "open", "resolved"] as const).map((value) => ({
  value,
  label: words.states[value],
}));
const KINDS: readonly Choice<AlertKind | typeof EVERY>[] = [
  { value: EVERY, label: words.anyKind },
  ...(["DRIFT", "PLAN_WAITING", "RUN", "REFUSAL", "KILL_SWITCH", "STALE_PRICES", "TAX_WINDOW", "DELIVERY"] as const).map(
    (value) => ({ value, label: text.kinds[value] }),
  ),
];
const LEVELS: readonly Choice<AlertLevel | typeof EVERY>[] = [
  { value: EVERY, label: words.anyLevel },
  { value: "WARNING", label: words.warningUp },
  { value: "CRITICAL", label: text.levels.CRITICAL },
];

interface AlertFiltersProps {
  filters: Filters;
  onFilters: (filters: Filters) => void;
}

export function AlertFilters({ filters, onFilters }: AlertFiltersProps) {
  return (
    <div role="group" aria-label={words.label} className="mb-4 flex flex-wrap items-center gap-2">
      <Segmented
        label={words.state}
        value={filters.state}
        choices={STATES}
        onValue={(state) => onFilters({ ...filters, state })}
      />
      <Select
        label={words.kind}
        isLabelHidden
        value={filters.kind ?? EVERY}
        choices={KINDS}
        className="min-w-40 max-sm:flex-1"
        onValue={(kind) => onFilters({ ...filters, kind: kind || null })}
      />
      <Select
        label={words.level}
        isLabelHidden
        value={filters.level ?? EVERY}
        choices={LEVELS}
        className="min-w-40 max-sm:flex-1"
        onValue={(level) => onFilters({ ...filters, level: level || null })}
      />
    </div>
  );
}
