import type { ReactNode } from "react";
import { Moment } from "@/components/money/figures";
import { Notice } from "@/components/ui/notice";
import { CallError } from "@/lib/firebase";
import { messages } from "@/lib/messages";

const text = messages.errors;

interface ErrorNoticeProps {
  title: string;
  error: Error;
  /** Takes the place of the title where it is not known whether the server acted. */
  unsureTitle?: string;
  /** Then where the person can see what has become of it. */
  truth?: string;
  /** True for calls that can place orders: then it is said whether anything was sent. */
  isTrading?: boolean;
  /** True for calls that never place orders: then it is said that nothing was sent. */
  isLooking?: boolean;
  action?: ReactNode;
}

/** Says what failed, whether anything was sent, and the reference to quote. */
export function ErrorNotice({ title, unsureTitle, truth, error, isTrading = false, isLooking = false, action }: ErrorNoticeProps) {
  const call = error instanceof CallError ? error : null;
  const isOpen = isUnsure(error);
  const nextOpen = call?.details?.next_open;
  return (
    <Notice tone="critical" role="alert" title={isOpen ? (unsureTitle ?? title) : title}>
      <p>{explain(error)}</p>
      {nextOpen && (
        <p>
          {text.opens} <Moment value={nextOpen} />
        </p>
      )}
      {isOpen && truth && <p>{truth}</p>}
      {isTrading && <p>{isOpen ? text.unsure : text.nothingSent}</p>}
      {isLooking && <p>{text.nothingSent}</p>}
      {call?.details && <p className="mt-1 text-xs text-ink-soft">{text.correlation(call.details.correlation_id)}</p>}
      {action && <div className="mt-2">{action}</div>}
    </Notice>
  );
}

/** True where the server may have acted although no clear answer came back. */
export function isUnsure(error: Error): boolean {
  return !(error instanceof CallError) || error.status === "NO_ANSWER" || error.status === "INTERNAL";
}

function explain(error: Error): string {
  if (!(error instanceof CallError) || error.status === "NO_ANSWER") return text.noAnswer;
  if (error.status === "INTERNAL") return text.internal;
  if (error.status === "UNAUTHENTICATED") return text.signedOut;
  return error.message || text.noAnswer;
}
