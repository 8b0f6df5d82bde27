import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { messages } from "@/lib/messages";

/** What could not be read, with a way to try again. */
export function Lost({ title, onRetry }: { title: string; onRetry: () => void }) {
  return (
    <Notice
      tone="critical"
      role="alert"
      title={title}
      action={
        <Button size="small" onClick={onRetry}>
          {messages.common.retry}
        </Button>
      }
    >
      {messages.errors.noAnswer}
    </Notice>
  );
}
