import { Button } from "@/components/ui/button";
import { messages } from "@/lib/messages";

const text = messages.allocation;

interface NoTargetsProps {
  canStart: boolean;
  onStart: () => void;
  onAdd: () => void;
}

/** Explains what targets are and offers the two ways to begin. */
export function NoTargets({ canStart, onStart, onAdd }: NoTargetsProps) {
  return (
    <div className="rounded-lg bg-sunken p-5">
      <h3 className="font-semibold">{text.emptyTitle}</h3>
      <p className="mt-1 max-w-prose text-sm leading-relaxed text-ink-soft">{text.emptyBody}</p>
      <div className="mt-4 flex flex-wrap items-start gap-2">
        <Button tone="primary" reason={canStart ? null : text.reasons.holdingsUnknown} onClick={onStart}>
          {text.startFromHoldings}
        </Button>
        <Button onClick={onAdd}>{text.addFirst}</Button>
      </div>
    </div>
  );
}
