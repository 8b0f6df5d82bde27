import { Moment } from "@/components/money/figures";
import { Notice } from "@/components/ui/notice";
import { messages } from "@/lib/messages";
import { useMarketPhase } from "../use-market-phase";

const text = messages.market.closedNote;

/** Says what becomes of orders while the exchange is closed, before anybody places them; nothing while it is open. */
export function MarketClosed() {
  const { state, changesAt } = useMarketPhase();
  if (state !== "closed" && state !== "holiday") return null;
  return (
    <Notice tone="warning" className="mb-4" title={text.title}>
      <p>{text.body}</p>
      {changesAt && (
        <p>
          {text.opens} <Moment value={changesAt} />
        </p>
      )}
    </Notice>
  );
}
