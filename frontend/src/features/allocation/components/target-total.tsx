import { Check, TriangleAlert } from "lucide-react";
import { classNames } from "@/lib/class-names";
import { messages } from "@/lib/messages";
import type { SumVerdict } from "../target-draft";

const text = messages.allocation;

export const TOTAL_ID = "targets-total";

/** The running sum of the targets and how far it is from 100. */
export function TargetTotal({ sum }: { sum: SumVerdict }) {
  const isFine = sum.kind === "exact" || sum.kind === "short";
  const Icon = isFine ? Check : TriangleAlert;
  return (
    <p id={TOTAL_ID} tabIndex={-1} role="status" className="outline-none flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm" data-testid="target-total">
      <Icon aria-hidden className={classNames("size-4", isFine ? "text-ok" : "text-warning")} />
      {sum.kind === "unknown" ? (
        <span className="text-warning">{text.reasons.sumUnknown}</span>
      ) : (
        <>
          <strong className="tabular-nums">{text.sum(sum.total)}</strong>
          <span className={isFine ? "text-ink-soft" : "text-warning"}>{remainder(sum)}</span>
        </>
      )}
    </p>
  );
}

function remainder(sum: Exclude<SumVerdict, { kind: "unknown" }>): string {
  if (sum.kind === "exact") return text.sumExact;
  if (sum.kind === "short") return text.sumShort(sum.points);
  return sum.kind === "missing" ? text.sumMissing(sum.points) : text.sumOver(sum.points);
}
