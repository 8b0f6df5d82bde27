import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { ReasonView, TaxPreviewView } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { tax as taxMessages } from "@/lib/messages/tax";
import { type TaxOutlook, useTaxOutlook } from "../api/tax-outlook";
import { HarvestsList } from "./harvests-list";
import { WindowsList } from "./windows-list";

const text = taxMessages.watch;

/** What stands in the way of losses now, and which losses there are; or why that is not known. */
export function WatchCards() {
  const outlook = useTaxOutlook();
  const again = (
    <Button size="small" isBusy={outlook.isFetching} onClick={() => outlook.refetch()}>
      {messages.common.retry}
    </Button>
  );
  return (
    <>
      {outlook.error && <ErrorNotice title={text.failed} error={outlook.error} action={again} />}
      {outlook.data && <Outlook outlook={outlook.data} />}
      {!outlook.data && !outlook.error && <Skeleton what={text.loading} className="h-40" />}
    </>
  );
}

function Outlook({ outlook: { tax, warnings } }: { outlook: TaxOutlook }) {
  if (tax === null) {
    const causes = warnings.filter((warning) => warning.reason_code === "TAX_LOTS_MISSING");
    return (
      <Notice tone="info" title={text.unknownTitle}>
        <p>{text.unknownBody}</p>
        <Findings findings={causes} />
      </Notice>
    );
  }
  return (
    <>
      {tax.warnings.length > 0 && (
        <Notice tone="warning" title={text.worthKnowing}>
          <Findings findings={tax.warnings} />
        </Notice>
      )}
      <div className="grid items-start gap-4 sm:gap-5 lg:grid-cols-2">
        <WindowsCard tax={tax} />
        <HarvestsCard tax={tax} />
      </div>
    </>
  );
}

function WindowsCard({ tax }: { tax: TaxPreviewView }) {
  return (
    <Card title={text.windowsTitle} titleId="windows-title" hint={text.windowsHint}>
      {tax.windows.length > 0 ? <WindowsList windows={tax.windows} /> : <p className="text-sm text-ink-soft">{text.noWindows}</p>}
    </Card>
  );
}

function HarvestsCard({ tax }: { tax: TaxPreviewView }) {
  return (
    <Card title={text.harvestsTitle} titleId="harvests-title" hint={text.harvestsHint}>
      {tax.harvests.length > 0 ? <HarvestsList harvests={tax.harvests} /> : <p className="text-sm text-ink-soft">{text.noHarvests}</p>}
    </Card>
  );
}

function Findings({ findings }: { findings: readonly ReasonView[] }) {
  return findings.map((finding) => <p key={finding.message}>{finding.message}</p>);
}
