import { assetClassName } from "@/components/money/asset-class";
import { Notice } from "@/components/ui/notice";
import type { SaveAllocationResult } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { sumGaps, type TargetGroup } from "../target-groups";

const text = messages.allocation;

interface SaveOutcomeProps {
  result: SaveAllocationResult;
  /** The editor's own sums by class, for comparison with the server's. */
  groups: readonly TargetGroup[];
}

export function SaveOutcome({ result, groups }: SaveOutcomeProps) {
  const gaps = sumGaps(groups, result.class_targets);
  return (
    <Notice tone={result.warnings.length + gaps.length > 0 ? "warning" : "info"} role="status">
      <p>{result.status === "DRAFT" ? text.savedDraft : text.saved(result.policy_version)}</p>
      {result.warnings.map((warning) => (
        <p key={warning.message}>{warning.message}</p>
      ))}
      {gaps.map(({ assetClass, servers, ours }) => (
        <p key={assetClass}>{text.classGap(assetClassName(assetClass), servers, ours)}</p>
      ))}
    </Notice>
  );
}
