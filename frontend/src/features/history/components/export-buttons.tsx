import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { history as historyMessages } from "@/lib/messages/history";
import { runsAsCsv, runsAsJson } from "../export-runs";
import type { RunRow } from "../run-rows";
import { saveFile } from "@/lib/save-file";

const text = historyMessages;

const KINDS = [
  { name: text.exportCsv, ending: "csv", type: "text/csv;charset=utf-8", write: runsAsCsv },
  { name: text.exportJson, ending: "json", type: "application/json", write: runsAsJson },
] as const;

/** Saves what is listed, and nothing else, as a file. */
export function ExportButtons({ rows }: { rows: readonly RunRow[] }) {
  const [saved, setSaved] = useState<string | null>(null);
  const save = ({ ending, type, write }: (typeof KINDS)[number]) => {
    const name = `trimtab-runs-${new Date().toISOString().slice(0, 10)}.${ending}`;
    saveFile(name, type, write(rows));
    setSaved(name);
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span role="status" className="sr-only">
        {saved && text.exported(saved)}
      </span>
      {KINDS.map((kind) => (
        <Button
          key={kind.ending}
          size="small"
          aria-label={text.exportLabel(kind.name, rows.length)}
          onClick={() => save(kind)}
        >
          <Download aria-hidden className="size-4" />
          {kind.name}
        </Button>
      ))}
    </div>
  );
}
