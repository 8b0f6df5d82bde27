import { Link } from "react-router";
import { Notice } from "@/components/ui/notice";
import type { ScheduleDocument, TradingMode } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";

const text = schedulesMessages.now;

interface StandingNoticesProps {
  schedule: ScheduleDocument | null;
  isDraft: boolean;
  /** Null until the kill switch has been read. */
  mode: TradingMode | null;
}

/** What keeps checks from happening, or rules from placing orders. */
export function StandingNotices({ schedule, isDraft, mode }: StandingNoticesProps) {
  const failures = schedule?.failures ?? 0;
  return (
    <>
      {isDraft && (
        <Notice tone="info" title={text.draftTitle}>
          <p>
            {text.draftBody}{" "}
            <Link to="/allocation" className="font-medium text-accent underline underline-offset-2">
              {text.draftLink}
            </Link>
          </p>
        </Notice>
      )}
      {failures > 0 && (
        <Notice tone="warning" role="status" title={text.failingTitle(failures)}>
          {text.failingBody}
        </Notice>
      )}
      {mode === "HALTED" && (
        <Notice tone="warning" title={text.haltedTitle}>
          {text.haltedBody}
        </Notice>
      )}
      {mode === "REDUCE_ONLY" && (
        <Notice tone="warning" title={text.reduceTitle}>
          {text.reduceBody}
        </Notice>
      )}
    </>
  );
}
