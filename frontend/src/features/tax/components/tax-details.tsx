import type { TaxPreviewView } from "@/lib/contracts/generated";
import { tax as taxMessages } from "@/lib/messages/tax";
import { DetailSection } from "./detail-section";
import { DeviationsList } from "./deviations-list";
import { HarvestsList } from "./harvests-list";
import { SaleLots } from "./sale-lots";
import { TaxYearFacts } from "./tax-year-facts";
import { WashSalesList } from "./wash-sales-list";
import { WindowsList } from "./windows-list";

const text = taxMessages.panel;

/** Everything behind a plan's tax figures; what there is none of is left out. */
export function TaxDetails({ tax }: { tax: TaxPreviewView }) {
  return (
    <div className="mt-3 space-y-6 border-t border-line pt-4">
      {tax.sales.length > 0 && (
        <DetailSection title={text.salesTitle}>
          <SaleLots sales={tax.sales} />
        </DetailSection>
      )}
      {tax.wash_sales.length > 0 && (
        <DetailSection title={text.washTitle}>
          <WashSalesList washes={tax.wash_sales} />
        </DetailSection>
      )}
      {tax.deviations.length > 0 && (
        <DetailSection title={text.deviationsTitle}>
          <DeviationsList deviations={tax.deviations} />
        </DetailSection>
      )}
      {tax.windows.length > 0 && (
        <DetailSection title={text.windowsTitle}>
          <WindowsList windows={tax.windows} />
        </DetailSection>
      )}
      {tax.harvests.length > 0 && (
        <DetailSection title={text.harvestsTitle}>
          <HarvestsList harvests={tax.harvests} />
        </DetailSection>
      )}
      <DetailSection title={text.yearTitle}>
        <TaxYearFacts tax={tax} />
      </DetailSection>
      <Assumptions tax={tax} />
    </div>
  );
}

function Assumptions({ tax }: { tax: TaxPreviewView }) {
  const method = taxMessages.methods[tax.lot_method];
  return (
    <DetailSection title={text.assumptionsTitle}>
      <ul className="list-disc space-y-1 pl-4.5 text-[0.8125rem] leading-snug text-ink-soft">
        <li>{tax.is_what_if_method ? text.whatIfMethod(method) : text.method(method)}</li>
        {text.assumptions.map((assumption) => (
          <li key={assumption}>{assumption}</li>
        ))}
        {tax.warnings.map((warning) => (
          <li key={warning.message} className="text-ink">
            {warning.message}
          </li>
        ))}
      </ul>
    </DetailSection>
  );
}
