import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ImportTaxRecordsRequest, ImportTaxRecordsResult } from "@/lib/contracts/generated";
import { useCall, useUser } from "@/lib/firebase";
import { outlookKey } from "./tax-outlook";

/** Brings a file into the tax ledger: all of it, or nothing. */
export function useImportRecords() {
  const call = useCall();
  const client = useQueryClient();
  const { uid } = useUser();
  return useMutation<ImportTaxRecordsResult, Error, ImportTaxRecordsRequest>({
    mutationKey: ["import-tax-records"],
    mutationFn: (request) => call<ImportTaxRecordsResult>("import_tax_records", request),
    onSuccess: () => void client.invalidateQueries({ queryKey: outlookKey(uid) }),
  });
}
