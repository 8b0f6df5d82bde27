import { ErrorNotice } from "@/components/error-notice";
import { Moment } from "@/components/money/figures";
import { formatSeconds } from "@/components/money/format-time";
import { waitsForOpening } from "@/components/run/opening-hold";
import { hasEnded } from "@/components/run/run-timeline";
import { Button } from "@/components/ui/button";
import { secondsUntil, useNow } from "@/lib/clock";
import type { RunDocument } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { useCancelRun } from "../api/cancel-run";

const text = messages.rebalance.cancelRun;
const { titles, truth } = messages.errors;

function Held({ run, wait }: { run: RunDocument; wait: number }) {
  if (!run.hold_until || !waitsForOpening(run)) return text.held(formatSeconds(wait));
  return (
    <>
      {text.heldToOpen} <Moment value={run.hold_until} />
    </>
  );
}

/** The way out of a run: everything while its orders still wait, afterwards what has not been filled. */
export function CancelRun({ run }: { run: RunDocument }) {
  const cancel = useCancelRun();
  const isOffline = useIsOffline();
  const now = useNow();
  if (hasEnded(run.state)) return null;
  const wait = run.state === "RESERVED" && run.hold_until ? secondsUntil(run.hold_until, now) : 0;
  const isHeld = wait > 0;
  return (
    <div className="space-y-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <Button
          isBusy={cancel.isPending}
          reason={isOffline ? messages.rebalance.reasons.offline : null}
          disabled={cancel.isSuccess}
          onClick={() => cancel.mutate({ run_id: run.run_id, reason: text.reason })}
        >
          {isHeld ? text.all : text.remaining}
        </Button>
        <p className="max-w-prose py-2 text-[0.8125rem] leading-snug text-ink-soft">
          {cancel.isSuccess ? text.asked : isHeld ? <Held run={run} wait={wait} /> : text.explain}
        </p>
      </div>
      {cancel.error && <ErrorNotice title={titles.cancel} unsureTitle={titles.cancelUnsure} truth={truth.cancel} error={cancel.error} />}
    </div>
  );
}
