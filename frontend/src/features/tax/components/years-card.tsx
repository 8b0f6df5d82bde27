import { Attempts } from "@/components/attempts";
import { Lost } from "@/components/lost";
import { Money, SignedMoney } from "@/components/money/figures";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Fact, FactList } from "@/components/ui/fact";
import { Skeleton } from "@/components/ui/skeleton";
import type { TaxYearDocument } from "@/lib/contracts/generated";
import { tax as taxMessages } from "@/lib/messages/tax";
import { useTaxYears } from "../api/live-years";
import { useMarketDay } from "../use-market-day";
import { EarlierYears } from "./earlier-years";
import { GainBar } from "./gain-bar";

const text = taxMessages.years;
const TITLE_ID = "years-title";

/** What this year's sales have realised against the owner's limits, and the years before. */
export function YearsCard() {
  return <Attempts>{(onRetry) => <StoredYears onRetry={onRetry} />}</Attempts>;
}

function StoredYears({ onRetry }: { onRetry: () => void }) {
  const years = useTaxYears();
  const [thisYear = ""] = useMarketDay().split("-");
  if (years.status === "error") return <Lost title={text.failed} onRetry={onRetry} />;
  if (years.status !== "ready") return <Skeleton what={text.loading} className="h-44" />;
  const [latest, ...earlier] = years.value;
  return (
    <Card title={text.title(latest ? String(latest.year) : thisYear)} titleId={TITLE_ID} hint={text.hint} aside={<Badge>{taxMessages.estimate}</Badge>}>
      {latest ? <LatestYear year={latest} /> : <Empty title={text.emptyTitle}>{text.emptyBody}</Empty>}
      {earlier.length > 0 && <EarlierYears years={earlier} />}
    </Card>
  );
}

function LatestYear({ year }: { year: TaxYearDocument }) {
  return (
    <>
      <FactList className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-3 xl:grid-cols-6">
        <Fact name={text.short}>
          <SignedMoney value={year.short_term} />
        </Fact>
        <Fact name={text.long}>
          <SignedMoney value={year.long_term} />
        </Fact>
        <Fact name={text.disallowed}>
          <Money value={year.disallowed} />
        </Fact>
        <Fact name={text.carriedShort}>
          <Money value={year.carried_short} />
        </Fact>
        <Fact name={text.carriedLong}>
          <Money value={year.carried_long} />
        </Fact>
        <Fact name={text.sold}>{year.disposal_count}</Fact>
      </FactList>
      <p className="mt-3 text-xs text-ink-soft">{year.is_carried_entered ? text.entered : text.reckoned}</p>
      <GainBar year={year} />
    </>
  );
}
