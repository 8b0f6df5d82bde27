import { useState } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import type { ExportTaxRecordsResult, TaxRecordKind } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { tax as taxMessages } from "@/lib/messages/tax";
import { useExportRecords } from "../api/export-records";
import { RECORD_KINDS } from "../record-kinds";
import { saveFile } from "@/lib/save-file";
import { useMarketDay } from "../use-market-day";
import { ShortDay } from "./short-day";

const text = taxMessages.records;

/** Saves lots, trades or carried losses as a file that can be imported again. */
export function ExportForm() {
  const [kind, setKind] = useState<TaxRecordKind>("lots");
  const records = useExportRecords();
  const today = useMarketDay();
  const reason = useIsOffline() ? text.reasons.offline : null;
  const choose = (next: TaxRecordKind) => {
    records.reset();
    setKind(next);
  };
  const save = () => records.mutate({ kind }, { onSuccess: (result) => saveFile(fileName(result, today), "text/csv;charset=utf-8", result.csv) });
  return (
    <section aria-labelledby="export-title" className="space-y-4">
      <h3 id="export-title" className="text-sm font-semibold">
        {text.exportTitle}
      </h3>
      <Select label={text.exportKind} value={kind} choices={RECORD_KINDS} onValue={choose} />
      <Button isBusy={records.isPending} reason={reason} onClick={save}>
        {records.isPending ? text.downloading : text.download}
      </Button>
      {records.error && <ErrorNotice title={text.exportFailed} error={records.error} />}
      {records.data && (
        <Notice tone="info" role="status" title={text.downloaded(fileName(records.data, today))}>
          <ReadUntil day={records.data.read_until} />
        </Notice>
      )}
    </section>
  );
}

function ReadUntil({ day }: { day: string | null }) {
  if (day === null) return text.neverRead;
  return (
    <>
      {text.readUntil} <ShortDay value={day} />
    </>
  );
}

function fileName({ kind, read_until }: ExportTaxRecordsResult, today: string): string {
  return `trimtab-${kind.replaceAll("_", "-")}-${read_until ?? today}.csv`;
}
