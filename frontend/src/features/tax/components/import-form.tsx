import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Select } from "@/components/ui/select";
import type { TaxRecordKind } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { tax as taxMessages } from "@/lib/messages/tax";
import { useImportRecords } from "../api/import-records";
import type { ChosenFile } from "../csv-file";
import { RECORD_KINDS } from "../record-kinds";
import { useChosenFile } from "../use-chosen-file";
import { FileField } from "./file-field";
import { ImportOutcome } from "./import-outcome";

const text = taxMessages.records;

/** Brings lots, trades or carried losses in from a file. */
export function ImportForm() {
  const [kind, setKind] = useState<TaxRecordKind>("lots");
  const [isReplacing, setIsReplacing] = useState(false);
  const { file, isReading, choose } = useChosenFile();
  const records = useImportRecords();
  const isOffline = useIsOffline();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file?.problem === null && !isOffline) records.mutate({ kind, csv: file.csv, replace: isReplacing });
  };
  const change = <Value,>(set: (value: Value) => void) => (value: Value) => {
    records.reset();
    set(value);
  };
  return (
    <form onSubmit={submit} aria-labelledby="import-title" className="space-y-4">
      <h3 id="import-title" className="text-sm font-semibold">
        {text.importTitle}
      </h3>
      <div className="space-y-1.5">
        <Select label={text.kind} value={kind} choices={RECORD_KINDS} onValue={change(setKind)} />
        <p className="text-[0.8125rem] leading-snug text-ink-soft">{text.columns[kind]}</p>
      </div>
      <FileField chosen={file} isReading={isReading} onFile={change(choose)} />
      <div>
        <Checkbox isChecked={isReplacing} onCheck={change(setIsReplacing)} label={text.replace} />
        <p className="mt-1 pl-7.5 text-[0.8125rem] leading-snug text-ink-soft">{text.replaceWhy[kind]}</p>
      </div>
      <Button type="submit" tone="primary" isBusy={records.isPending} reason={reasonOf(file, isOffline)}>
        {records.isPending ? text.importing : isReplacing ? text.importReplacing : text.import}
      </Button>
      <ImportOutcome result={records.data} error={records.error} />
    </form>
  );
}

function reasonOf(file: ChosenFile | null, isOffline: boolean): string | null {
  if (isOffline) return text.reasons.offline;
  if (file === null) return text.reasons.noFile;
  return file.problem === null ? null : text.reasons.badFile;
}
