import { Money, SignedMoney } from "@/components/money/figures";
import { Fact, FactList } from "@/components/ui/fact";
import type { TaxPreviewView } from "@/lib/contracts/generated";
import { tax as taxMessages } from "@/lib/messages/tax";

const text = taxMessages.panel;

/** What the year has realised before this plan, and its tax with and without it. */
export function TaxYearFacts({ tax }: { tax: TaxPreviewView }) {
  const { so_far: soFar, gain_left_estimate: gainLeft } = tax;
  return (
    <FactList>
      <Fact name={text.soFarShort(soFar.year)}>
        <SignedMoney value={soFar.short_term_gain_estimate} />
      </Fact>
      <Fact name={text.soFarLong(soFar.year)}>
        <SignedMoney value={soFar.long_term_gain_estimate} />
      </Fact>
      <Fact name={text.carriedShort}>
        <Money value={soFar.carried_short} />
      </Fact>
      <Fact name={text.carriedLong}>
        <Money value={soFar.carried_long} />
      </Fact>
      <Fact name={text.facts.idle}>
        <Money value={tax.tax_idle_estimate} />
      </Fact>
      <Fact name={text.facts.year}>
        <Money value={tax.tax_year_estimate} />
      </Fact>
      {gainLeft !== null && (
        <Fact name={text.facts.gainLeft}>
          <Money value={gainLeft} />
        </Fact>
      )}
    </FactList>
  );
}
