import { useMutation } from "@tanstack/react-query";
import type { ExportTaxRecordsRequest, ExportTaxRecordsResult } from "@/lib/contracts/generated";
import { useCall } from "@/lib/firebase";

export function useExportRecords() {
  const call = useCall();
  return useMutation<ExportTaxRecordsResult, Error, ExportTaxRecordsRequest>({
    mutationKey: ["export-tax-records"],
    mutationFn: (request) => call<ExportTaxRecordsResult>("export_tax_records", request),
  });
}
