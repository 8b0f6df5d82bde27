import type { ReactNode } from "react";
import { Moment } from "@/components/money/figures";
import { formatSeconds } from "@/components/money/format-time";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { secondsUntil, useNow } from "@/lib/clock";
import { messages } from "@/lib/messages";
import type { DriftFindings } from "../findings";
import { FactStrip } from "./fact-strip";

const text = messages.drift;

interface VerdictProps {
  report: DriftFindings;
  /** When monitoring last looked, or null. */
  lastLook: string | null;
  /** What can be done about it. */
  action: ReactNode;
  /** How it is done. */
  footer?: ReactNode;
}

/** One sentence on where the portfolio stands, and the figures it rests on. */
export function Verdict({ report, lastLook, action, footer }: VerdictProps) {
  const now = useNow();
  return (
    <Card
      title={report.message}
      titleId="verdict-title"
      hint={
        <>
          {text.asOf} <Moment value={report.as_of} />
          {lastLook && (
            <span>
              <span className="mx-1.5">{messages.common.dot}</span>
              {text.monitored(formatSeconds(-secondsUntil(lastLook, now)))}
            </span>
          )}
        </>
      }
      aside={action}
    >
      <FactStrip report={report} />
      {report.warnings.length > 0 && (
        <Notice tone="warning" className="mt-4">
          {report.warnings.map((warning) => (
            <p key={warning.message}>{warning.message}</p>
          ))}
        </Notice>
      )}
      {footer && <div className="mt-4 border-t border-line pt-4 print:hidden">{footer}</div>}
    </Card>
  );
}
