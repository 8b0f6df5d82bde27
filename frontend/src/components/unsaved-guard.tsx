import { lazy, type ReactNode, Suspense, useCallback, useState } from "react";
import { useLeaveGuard } from "@/lib/leave-guard";
import { messages } from "@/lib/messages";
import { HoldContext } from "@/lib/unsaved";

const LeaveDialog = lazy(async () => ({ default: (await import("./leave-dialog")).LeaveDialog }));

interface UnsavedGuardProps {
  /** What has not been saved. */
  body?: string;
  children: ReactNode;
}

/** A page whose forms tell by `useUnsaved` that leaving would lose edits; it then asks first. The question is fetched with the first edit. */
export function UnsavedGuard({ body = messages.common.leave.body, children }: UnsavedGuardProps) {
  const [holders, setHolders] = useState<ReadonlySet<string>>(new Set());
  const hold = useCallback((id: string, isHolding: boolean) => {
    setHolders((before) => new Set([...[...before].filter((each) => each !== id), ...(isHolding ? [id] : [])]));
  }, []);
  const guard = useLeaveGuard(holders.size > 0);
  return (
    <HoldContext value={hold}>
      {children}
      <Suspense>{(holders.size > 0 || guard.isAsking) && <LeaveDialog guard={guard} body={body} />}</Suspense>
    </HoldContext>
  );
}
