import { TriangleAlert } from "lucide-react";
import { Money, Quantity } from "@/components/money/figures";
import { symbolName } from "@/components/money/symbol-name";
import type { WashSaleView } from "@/lib/contracts/generated";
import { tax as taxMessages } from "@/lib/messages/tax";
import { ShortDay } from "./short-day";

const text = taxMessages.panel;

/** Losses this plan would realise that would not count, with the dates that make it so. */
export function WashSalesList({ washes }: { washes: readonly WashSaleView[] }) {
  return (
    <ul className="space-y-2.5">
      {washes.map((wash) => (
        <li key={`${wash.symbol} ${wash.sold} ${wash.bought} ${wash.replacement_account} ${wash.qty} ${wash.term}`} className="flex gap-2 text-sm leading-snug">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warning" />
          <p className="min-w-0">
            <strong className="font-semibold">
              <Quantity value={wash.qty} /> {symbolName(wash.symbol)}
            </strong>{" "}
            {text.washSold} <ShortDay value={wash.sold} />
            {text.washBought} {symbolName(wash.replacement_symbol)} {text.washOn}{" "}
            <ShortDay value={wash.bought} /> {text.washIn(wash.replacement_account)}
            <span className="mt-0.5 block text-ink-soft">
              <Money value={wash.disallowed_loss_estimate} /> {wash.is_lost ? text.washLost : text.washMoves}
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}
