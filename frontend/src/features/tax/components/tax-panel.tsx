import { ChevronDown, TriangleAlert } from "lucide-react";
import { useId, useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { classNames } from "@/lib/class-names";
import type { PlannedTrade, ReasonView, TaxPreviewView } from "@/lib/contracts/generated";
import { tax as taxMessages } from "@/lib/messages/tax";
import { soldWithoutLots, taxSentence } from "../plan-taxes";
import { TaxDetails } from "./tax-details";
import { TaxFacts } from "./tax-facts";

const text = taxMessages.panel;
const NO_WARNINGS: readonly ReasonView[] = [];

interface TaxPanelProps {
  tax: TaxPreviewView | null;
  trades: readonly PlannedTrade[];
  /** The plan's warnings, of which some say why there are no figures. */
  warnings?: readonly ReasonView[];
  className?: string;
}

/** What a plan means for taxes: a sentence and the key figures, the rest once asked for. */
export function TaxPanel({ tax, trades, warnings = NO_WARNINGS, className }: TaxPanelProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className={classNames("min-w-0", className)}>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <h3 id={id} className="text-sm font-semibold">
          {text.title}
        </h3>
        {tax && <Badge>{taxMessages.estimate}</Badge>}
        {tax?.is_what_if_method && <Badge tone="warning" icon={TriangleAlert}>{text.whatIf(taxMessages.methods[tax.lot_method])}</Badge>}
      </header>
      {tax ? <KnownTaxes tax={tax} trades={trades} /> : <UnknownTaxes warnings={warnings} />}
    </section>
  );
}

function UnknownTaxes({ warnings }: { warnings: readonly ReasonView[] }) {
  const causes = warnings.filter((warning) => warning.reason_code === "TAX_LOTS_MISSING");
  return (
    <div className="mt-2 space-y-1 text-sm leading-relaxed text-ink-soft">
      <p>{text.missing}</p>
      {causes.map((cause) => (
        <p key={cause.message}>{cause.message}</p>
      ))}
    </div>
  );
}

function KnownTaxes({ tax, trades }: { tax: TaxPreviewView; trades: readonly PlannedTrade[] }) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const unknown = soldWithoutLots(trades);
  return (
    <>
      <p className="mt-2 text-sm leading-relaxed">{taxSentence(tax)}</p>
      {unknown.length > 0 && <p className="mt-1 text-sm leading-relaxed text-ink-soft">{text.unknownLots(unknown.join(", "))}</p>}
      <TaxFacts tax={tax} />
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button tone="quiet" size="small" className="-ml-2.5" aria-expanded={isOpen} aria-controls={isOpen ? id : undefined} onClick={() => setIsOpen(!isOpen)}>
          {isOpen ? text.hide : text.show}
          <ChevronDown aria-hidden className={classNames("size-4 transition-transform", isOpen && "rotate-180")} />
        </Button>
        {tax.wash_sales.length > 0 && <Badge tone="warning" icon={TriangleAlert}>{text.washCount(tax.wash_sales.length)}</Badge>}
        {tax.deviations.length > 0 && <Badge>{text.deviationCount(tax.deviations.length)}</Badge>}
      </div>
      {isOpen && (
        <div id={id}>
          <TaxDetails tax={tax} />
        </div>
      )}
    </>
  );
}
