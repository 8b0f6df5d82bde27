import type { Choice } from "@/components/ui/select";
import type { TaxRecordKind } from "@/lib/contracts/generated";
import { tax as taxMessages } from "@/lib/messages/tax";

const { kinds } = taxMessages.records;

/** What a file can hold. */
export const RECORD_KINDS: readonly Choice<TaxRecordKind>[] = [
  { value: "lots", label: kinds.lots },
  { value: "outside_trades", label: kinds.outside_trades },
  { value: "carried_losses", label: kinds.carried_losses },
];
