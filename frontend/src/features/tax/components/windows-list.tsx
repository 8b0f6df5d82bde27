import { Ban, CircleSlash } from "lucide-react";
import { symbolName } from "@/components/money/symbol-name";
import { Badge } from "@/components/ui/badge";
import type { WashWindowView } from "@/lib/contracts/generated";
import { tax as taxMessages } from "@/lib/messages/tax";
import { ShortDay } from "./short-day";

const text = taxMessages.watch;

/** What must not be done with which symbol before which day, and why. */
export function WindowsList({ windows }: { windows: readonly WashWindowView[] }) {
  return (
    <ul className="divide-y divide-line">
      {windows.map((window) => (
        <li key={`${window.symbol} ${window.kind}`} className="py-2.5 text-sm first:pt-0 last:pb-0">
          <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
            <strong className="font-semibold">{symbolName(window.symbol)}</strong>
            <Badge tone="warning" icon={window.kind === "NO_BUY" ? Ban : CircleSlash}>
              {text.windowKinds[window.kind]}
            </Badge>
            <span className="ml-auto text-ink-soft">
              {text.freeOn}{" "}
              <span className="font-medium text-ink">
                <ShortDay value={window.free_on} />
              </span>
            </span>
          </p>
          <p className="mt-1 text-[0.8125rem] leading-snug text-ink-soft">{window.message}</p>
        </li>
      ))}
    </ul>
  );
}
