import { Download } from "lucide-react";
import { useState } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Segmented } from "@/components/ui/segmented";
import type { ExportFormat } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { account as accountMessages } from "@/lib/messages/account";
import { saveFile } from "@/lib/save-file";
import { countOf, useExportData } from "../api/export-data";
import { exportFile } from "../export-file";

const text = accountMessages.export;
const FORMATS = (["JSON", "CSV"] as const).map((value) => ({ value, label: text.formats[value] }));

/** Saves everything that is stored about the person as one file. */
export function ExportCard() {
  const [format, setFormat] = useState<ExportFormat>("JSON");
  const [saved, setSaved] = useState<string | null>(null);
  const { reading, readCount } = useExportData();
  const save = () => {
    setSaved(null);
    reading.mutate(format, {
      onSuccess: (pages) => {
        const { name, type, content } = exportFile(format, pages);
        saveFile(name, type, content);
        setSaved(text.saved(name, countOf(pages)));
      },
    });
  };
  return (
    <Card title={text.title} titleId="export-data-title" hint={text.hint}>
      <div className="flex flex-wrap items-start gap-3">
        <Segmented label={text.format} value={format} choices={FORMATS} onValue={setFormat} />
        <Button isBusy={reading.isPending} reason={useIsOffline() ? accountMessages.offline : null} onClick={save}>
          {!reading.isPending && <Download aria-hidden className="size-4" />}
          {reading.isPending ? text.reading : text.save}
        </Button>
      </div>
      <p role="status" className="mt-2 text-[0.8125rem] text-ink-soft empty:hidden">
        {reading.isPending && readCount > 0 ? text.read(readCount) : null}
      </p>
      <div className="mt-3 empty:hidden">
        {reading.error && <ErrorNotice title={text.failed} truth={text.truth} error={reading.error} />}
        {saved && <Notice tone="info" role="status" title={saved} />}
      </div>
    </Card>
  );
}
