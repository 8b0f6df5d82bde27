import { Notice } from "@/components/ui/notice";
import type { SaveAllocationResult } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

const text = messages.allocation;

export function SaveOutcome({ result }: { result: SaveAllocationResult }) {
  return (
    <Notice tone={result.warnings.length > 0 ? "warning" : "info"} role="status">
      <p>{result.status === "DRAFT" ? text.savedDraft : text.saved(result.policy_version)}</p>
      {result.warnings.map((warning) => (
        <p key={warning.message}>{warning.message}</p>
      ))}
    </Notice>
  );
}
