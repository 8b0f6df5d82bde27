import { Segmented } from "@/components/ui/segmented";
import { type Choice, Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { tax as taxMessages } from "@/lib/messages/tax";
import type { LotFilter, LotOrder, TermChoice } from "../lot-groups";

const text = taxMessages.lots;

const TERMS: readonly Choice<TermChoice>[] = [
  { value: "ALL", label: text.anyTerm },
  { value: "SHORT", label: taxMessages.terms.SHORT },
  { value: "LONG", label: taxMessages.terms.LONG },
];
const ORDERS: readonly Choice<LotOrder>[] = [
  { value: "symbol", label: text.orders.symbol },
  { value: "release", label: text.orders.release },
  { value: "basis", label: text.orders.basis },
];

interface LotFiltersProps {
  filter: LotFilter;
  onFilter: (filter: LotFilter) => void;
}

export function LotFilters({ filter, onFilter }: LotFiltersProps) {
  return (
    <div className="mb-3 grid grid-cols-2 items-end gap-3 sm:flex sm:flex-wrap">
      <TextField label={text.find} className="sm:w-40" type="search" value={filter.symbol} onValue={(symbol) => onFilter({ ...filter, symbol })} />
      <Select label={text.order} className="sm:w-44" value={filter.order} choices={ORDERS} onValue={(order) => onFilter({ ...filter, order })} />
      <Segmented label={text.term} className="col-span-2 justify-self-start" value={filter.term} choices={TERMS} onValue={(term) => onFilter({ ...filter, term })} />
    </div>
  );
}
