import { Attempts } from "@/components/attempts";
import { Lost } from "@/components/lost";
import { useMemo } from "react";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { TaxLotDocument } from "@/lib/contracts/generated";
import { tax as taxMessages } from "@/lib/messages/tax";
import { MOST_LOTS, useTaxLots } from "../api/live-lots";
import { type LotView, nextRelease, viewLots } from "../lot-groups";
import { useMarketDay } from "../use-market-day";
import { LotBrowser } from "./lot-browser";
import { formatShortDay } from "./short-day";

const text = taxMessages.lots;
const TITLE_ID = "lots-title";

/** Every lot that is held, by symbol, with its basis, its term and the day it turns long term. */
export function LotsCard() {
  return <Attempts>{(onRetry) => <StoredLots onRetry={onRetry} />}</Attempts>;
}

function StoredLots({ onRetry }: { onRetry: () => void }) {
  const lots = useTaxLots();
  if (lots.status === "error") return <Lost title={text.failed} onRetry={onRetry} />;
  if (lots.status !== "ready") return <Skeleton what={text.loading} className="h-80" />;
  return lots.value.length === 0 ? <NoLots /> : <KnownLots lots={lots.value} />;
}

function NoLots() {
  return (
    <Card title={text.title} titleId={TITLE_ID}>
      <Empty title={text.emptyTitle}>{text.emptyBody}</Empty>
    </Card>
  );
}

function KnownLots({ lots }: { lots: readonly TaxLotDocument[] }) {
  const today = useMarketDay();
  const views = useMemo(() => viewLots(lots, today), [lots, today]);
  return (
    <Card title={text.title} titleId={TITLE_ID} hint={useSummary(views)}>
      {lots.length === MOST_LOTS && (
        <Notice tone="info" className="mb-4">
          {text.truncated(MOST_LOTS)}
        </Notice>
      )}
      <LotBrowser lots={views} />
    </Card>
  );
}

function useSummary(lots: readonly LotView[]): string {
  return useMemo(() => {
    const next = nextRelease(lots);
    const symbols = new Set(lots.map((lot) => lot.symbol));
    const release = next ? text.next(next.symbol, formatShortDay(next.longFrom), next.daysLeft) : text.allLong;
    return `${text.summary(lots.length, symbols.size)} ${release}`;
  }, [lots]);
}
