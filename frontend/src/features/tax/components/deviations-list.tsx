import { Money, Quantity, SignedPoints } from "@/components/money/figures";
import { Side } from "@/components/money/side";
import { symbolName } from "@/components/money/symbol-name";
import { Badge } from "@/components/ui/badge";
import type { TaxDeviationView } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { tax as taxMessages } from "@/lib/messages/tax";
import { isPositive, magnitude } from "@/lib/percent";
import { isZero, signedTrade } from "../plan-taxes";
import { ShortDay } from "./short-day";

const text = taxMessages.panel;

/** Where taxes have changed the plan: what it does instead of what, why, and what that saves and leaves. */
export function DeviationsList({ deviations }: { deviations: readonly TaxDeviationView[] }) {
  return (
    <ul className="divide-y divide-line">
      {deviations.map((deviation) => (
        <li key={deviation.symbol} className="py-2.5 text-sm first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <strong className="font-semibold">{symbolName(deviation.symbol)}</strong>
            <Badge>{text.deviationKinds[deviation.kind]}</Badge>
            <span>
              <Amount quantity={deviation.planned_qty} /> <span className="text-ink-soft">{text.insteadOf}</span>{" "}
              <Amount quantity={deviation.plain_qty} />
            </span>
          </p>
          <p className="mt-1 text-[0.8125rem] leading-snug text-ink-soft">
            {deviation.message} <Effect deviation={deviation} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function Amount({ quantity }: { quantity: string }) {
  const trade = signedTrade(quantity);
  if (trade === null) return text.nothing;
  return (
    <span className="whitespace-nowrap">
      <Side side={trade.side} /> <Quantity value={trade.quantity} />
    </span>
  );
}

function Effect({ deviation: { saves_estimate: saves, drift_left_percent: drift, wait_until: until } }: { deviation: TaxDeviationView }) {
  return (
    <span className="block text-ink first-letter:uppercase">
      {!isZero(saves) && (
        <>
          {isPositive(saves) ? text.savesAbout : text.costsAbout} <Money value={magnitude(saves)} />
          {` ${messages.common.dot} `}
        </>
      )}
      {text.driftLeft} <SignedPoints value={drift} />
      {until && (
        <>
          {` ${messages.common.dot} ${text.waitUntil} `}
          <ShortDay value={until} />
        </>
      )}
    </span>
  );
}
