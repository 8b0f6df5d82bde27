import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ExportDataRequest, ExportDataResult, ExportFormat } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

/** Reads everything that is stored about the caller, page after page; `readCount` tells the records read so far. */
export function useExportData() {
  const call = useCall();
  const [readCount, setReadCount] = useState(0);
  const reading = useMutation<ExportDataResult[], Error, ExportFormat>({
    mutationKey: ["export-data"],
    mutationFn: (format) => {
      setReadCount(0);
      const readFrom = async (before: ExportDataResult[], after: string | null): Promise<ExportDataResult[]> => {
        const page = await call<ExportDataResult>("export_data", { format, after } satisfies ExportDataRequest);
        const pages = [...before, page];
        setReadCount(countOf(pages));
        return page.next_after === null ? pages : readFrom(pages, page.next_after);
      };
      return readFrom([], null);
    },
    gcTime: 0,
  });
  return { reading, readCount };
}

export function countOf(pages: readonly ExportDataResult[]): number {
  return pages.reduce((sum, page) => sum + page.record_count, 0);
}
