import { CircleAlert, CircleCheck, CircleSlash, Layers, type LucideIcon, Scale, Sprout } from "lucide-react";
import { Money, Quantity } from "@/components/money/figures";
import { symbolName } from "@/components/money/symbol-name";
import { Badge, type Tone } from "@/components/ui/badge";
import type { HarvestStatus, HarvestView } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { tax as taxMessages } from "@/lib/messages/tax";
import { isPositive } from "@/lib/percent";
import { ShortDay } from "./short-day";

const text = taxMessages.watch;

const LOOKS: Record<HarvestStatus, { tone: Tone; icon: LucideIcon }> = {
  TAKEN: { tone: "ok", icon: CircleCheck },
  AVAILABLE: { tone: "accent", icon: Sprout },
  BELOW_THRESHOLD: { tone: "neutral", icon: Scale },
  OUT_OF_REACH: { tone: "neutral", icon: Layers },
  WASH_SALE: { tone: "warning", icon: CircleAlert },
  BARRED: { tone: "neutral", icon: CircleSlash },
};

/** Unrealised losses by symbol, as the server estimates them, and what becomes of each. */
export function HarvestsList({ harvests }: { harvests: readonly HarvestView[] }) {
  return (
    <ul className="divide-y divide-line">
      {harvests.map((harvest) => (
        <li key={`${harvest.symbol} ${harvest.status}`} className="py-2.5 text-sm first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <strong className="font-semibold">{symbolName(harvest.symbol)}</strong>
            <Badge {...LOOKS[harvest.status]}>{text.harvestStates[harvest.status]}</Badge>
            <span className="ml-auto font-medium">
              <Money value={harvest.loss_estimate} />
            </span>
          </p>
          <p className="mt-1 text-[0.8125rem] leading-snug text-ink-soft first-letter:uppercase">
            <HarvestNotes harvest={harvest} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function HarvestNotes({ harvest }: { harvest: HarvestView }) {
  const { qty, benefit_estimate: benefit, substitute, in_front: inFront, free_on: freeOn } = harvest;
  const notes = [
    <span key="shares">
      {text.harvestOf} <Quantity value={qty} /> {text.harvestShares}
    </span>,
    isPositive(benefit) && (
      <span key="benefit">
        {text.benefit} <Money value={benefit} />
      </span>
    ),
    substitute && <span key="substitute">{text.substitute(substitute)}</span>,
    inFront.length > 0 && <span key="front">{text.inFront(inFront.length)}</span>,
    freeOn && (
      <span key="free">
        {text.freeFrom} <ShortDay value={freeOn} />
      </span>
    ),
  ].filter(Boolean);
  return notes.map((note, index) => (index === 0 ? [note] : [` ${messages.common.dot} `, note]));
}
