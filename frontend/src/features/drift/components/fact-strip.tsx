import { Moment, Money, Percent } from "@/components/money/figures";
import { Fact, FactList } from "@/components/ui/fact";
import { messages } from "@/lib/messages";
import { useNextCheck } from "../api/next-check";
import type { DriftFindings } from "../findings";

const text = messages.drift.facts;

/** The figures the verdict rests on, as the server computed them. */
export function FactStrip({ report }: { report: DriftFindings }) {
  const { aggregates } = report;
  const nextCheck = useNextCheck();
  return (
    <FactList className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4 xl:grid-cols-[repeat(8,auto)]">
      <Fact name={text.value}>
        <Money value={report.portfolio_value} />
      </Fact>
      <Fact name={text.cash}>
        <Money value={report.cash} />
      </Fact>
      <Fact name={text.max}>
        <Percent value={aggregates.max_drift_percent} />
      </Fact>
      <Fact name={text.mean}>
        <Percent value={aggregates.mean_drift_percent} />
      </Fact>
      <Fact name={text.rmse}>
        <Percent value={aggregates.rmse_drift_percent} />
      </Fact>
      <Fact name={text.outOfBand}>{aggregates.out_of_band_count}</Fact>
      <Fact name={text.nextCheck}>{nextCheck ? <Moment value={nextCheck} isShort /> : text.noCheck}</Fact>
      <Fact name={text.accuracy}>
        <Percent value={aggregates.accuracy_percent} />
      </Fact>
    </FactList>
  );
}
