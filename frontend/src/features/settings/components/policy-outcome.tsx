import { Notice } from "@/components/ui/notice";
import type { SavePolicyResult } from "@/lib/contracts/generated";
import { settings as settingsMessages } from "@/lib/messages/settings";

export function PolicyOutcome({ result }: { result: SavePolicyResult | undefined }) {
  if (!result) return null;
  return (
    <Notice tone={result.warnings.length > 0 ? "warning" : "info"} role="status">
      <p>{settingsMessages.savedAs(result.policy_version)}</p>
      {result.warnings.map((warning) => (
        <p key={warning.message}>{warning.message}</p>
      ))}
    </Notice>
  );
}
