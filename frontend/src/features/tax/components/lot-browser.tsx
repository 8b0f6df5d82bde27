import { useDeferredValue, useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Empty } from "@/components/ui/empty";
import { tax as taxMessages } from "@/lib/messages/tax";
import { groupLots, type LotFilter, type LotView } from "../lot-groups";
import { LotFilters } from "./lot-filters";
import { LotGroupSection } from "./lot-group-section";

const text = taxMessages.lots;
const EVERYTHING: LotFilter = { symbol: "", term: "ALL", order: "symbol" };

/** So few lots stand open from the start; of more only the symbols are listed. */
const OPEN_UP_TO = 40;
const GROUPS_AT_ONCE = 60;

/** Filters, sorts and unfolds lots; what is drawn at once stays small however many there are. */
export function LotBrowser({ lots }: { lots: readonly LotView[] }) {
  const [filter, setFilter] = useState(EVERYTHING);
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [most, setMost] = useState(GROUPS_AT_ONCE);
  const asked = useDeferredValue(filter);
  const groups = useMemo(() => groupLots(lots, asked), [lots, asked]);
  const isFew = groups.reduce((sum, group) => sum + group.lots.length, 0) <= OPEN_UP_TO;
  const isOpen = (symbol: string) => toggled.get(symbol) ?? isFew;
  const left = groups.length - most;
  return (
    <>
      <LotFilters filter={filter} onFilter={setFilter} />
      {groups.length === 0 && (
        <Empty
          title={text.noMatch}
          action={
            <Button size="small" onClick={() => setFilter({ ...filter, symbol: "", term: "ALL" })}>
              {text.clear}
            </Button>
          }
        />
      )}
      <ul className="border-t border-line">
        {groups.slice(0, most).map((group) => (
          <LotGroupSection
            key={group.symbol}
            group={group}
            isOpen={isOpen(group.symbol)}
            onToggle={() => setToggled(new Map(toggled).set(group.symbol, !isOpen(group.symbol)))}
          />
        ))}
      </ul>
      {left > 0 && (
        <Button tone="quiet" size="small" className="mt-2" onClick={() => setMost(most + GROUPS_AT_ONCE)}>
          {text.more(left)}
        </Button>
      )}
    </>
  );
}
