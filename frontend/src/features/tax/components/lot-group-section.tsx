import { ChevronRight } from "lucide-react";
import { useId } from "react";
import { Money, Quantity } from "@/components/money/figures";
import { symbolName } from "@/components/money/symbol-name";
import { classNames } from "@/lib/class-names";
import { messages } from "@/lib/messages";
import { tax as taxMessages } from "@/lib/messages/tax";
import type { LotGroup } from "../lot-groups";
import { LotTable } from "./lot-table";
import { ShortDay } from "./short-day";

const text = taxMessages.lots;

interface LotGroupSectionProps {
  group: LotGroup;
  isOpen: boolean;
  onToggle: () => void;
}

/** One symbol: its sums in the heading, its lots below once opened. */
export function LotGroupSection({ group, isOpen, onToggle }: LotGroupSectionProps) {
  const id = useId();
  return (
    <li className="border-b border-line last:border-b-0">
      <h3>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={onToggle}
          className="grid min-h-12 w-full compact:min-h-9 grid-cols-[auto_1fr_auto] items-center gap-x-2.5 rounded-md py-2 compact:py-1 text-left text-sm hover:bg-sunken md:grid-cols-[auto_7rem_1fr_9rem_9rem]"
        >
          <ChevronRight aria-hidden className={classNames("size-4 text-ink-soft transition-transform", isOpen && "rotate-90")} />
          <span className="font-semibold">
            {symbolName(group.symbol)} <span className="ml-1 text-xs font-normal text-ink-soft">{text.count(group.lots.length)}</span>
          </span>
          <span className="col-start-2 row-start-2 text-xs text-ink-soft md:col-start-3 md:row-start-1 md:text-[0.8125rem]">
            <GroupTerms group={group} />
          </span>
          <span className="hidden text-right md:block">
            <Quantity value={group.quantity} /> <span className="text-xs text-ink-soft">{text.shares}</span>
          </span>
          <span className="row-span-2 pr-1 text-right font-medium md:row-span-1">
            <span className="block text-[0.8125rem] font-normal md:hidden">
              <Quantity value={group.quantity} /> <span className="text-xs text-ink-soft">{text.shares}</span>
            </span>
            <Money value={group.basis} /> <span className="text-xs font-normal text-ink-soft">{text.basis}</span>
          </span>
        </button>
      </h3>
      {isOpen && (
        <div id={id} className="pt-1 pb-4 md:pl-6.5">
          <LotTable group={group} />
        </div>
      )}
    </li>
  );
}

function GroupTerms({ group: { lots, shortCount, next } }: { group: LotGroup }) {
  const longCount = lots.length - shortCount;
  const counts = [shortCount > 0 && text.groupShort(shortCount), longCount > 0 && text.groupLong(longCount)];
  return (
    <>
      <span className="whitespace-nowrap">{counts.filter(Boolean).join(` ${messages.common.dot} `)}</span>
      {next && (
        <>
          {" "}
          <span className="whitespace-nowrap">
            <span className="hidden md:inline">{messages.common.dot}</span> {text.nextLong} <ShortDay value={next.longFrom} />
          </span>
        </>
      )}
    </>
  );
}
