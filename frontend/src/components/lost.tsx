import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { messages } from "@/lib/messages";

/** What could not be read, with a way to try again where there is one. */
export function Lost({ title, onRetry }: { title: string; onRetry?: () => void }) {
  const again = onRetry && (
    <Button size="small" onClick={onRetry}>
      {messages.common.retry}
    </Button>
  );
  return (
    <Notice tone="critical" role="alert" title={title} action={again}>
      {messages.errors.noAnswer}
    </Notice>
  );
}
