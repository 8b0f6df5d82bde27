import { Money, SignedMoney } from "@/components/money/figures";
import { Fact, FactList } from "@/components/ui/fact";
import type { TaxPreviewView } from "@/lib/contracts/generated";
import { tax as taxMessages } from "@/lib/messages/tax";
import { harvestedLoss } from "../plan-taxes";

const text = taxMessages.panel.facts;

/** The figures a plan's taxes come down to. */
export function TaxFacts({ tax }: { tax: TaxPreviewView }) {
  return (
    <FactList className="mt-3 grid grid-cols-2 gap-x-4 gap-y-3 rounded-lg bg-sunken p-4 sm:grid-cols-4">
      <Fact name={text.short}>
        <SignedMoney value={tax.short_term_gain_estimate} />
      </Fact>
      <Fact name={text.long}>
        <SignedMoney value={tax.long_term_gain_estimate} />
      </Fact>
      <Fact name={text.harvested}>
        <Money value={harvestedLoss(tax)} />
      </Fact>
      <Fact name={text.disallowed}>
        <Money value={tax.disallowed_loss_estimate} />
      </Fact>
      <Fact name={text.now}>
        <SignedMoney value={tax.tax_now_estimate} />
      </Fact>
      <Fact name={text.plain}>
        <SignedMoney value={tax.tax_plain_estimate} />
      </Fact>
      <Fact name={text.saved}>
        <SignedMoney value={tax.tax_saved_estimate} />
      </Fact>
      <Fact name={text.year}>
        <Money value={tax.tax_year_estimate} />
      </Fact>
    </FactList>
  );
}
