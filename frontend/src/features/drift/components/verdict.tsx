import type { ReactNode } from "react";
import { Moment } from "@/components/money/figures";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { messages } from "@/lib/messages";
import type { DriftFindings } from "../findings";
import { FactStrip } from "./fact-strip";

const text = messages.drift;

interface VerdictProps {
  report: DriftFindings;
  /** What can be done about it. */
  action: ReactNode;
}

/** One sentence on where the portfolio stands, and the figures it rests on. */
export function Verdict({ report, action }: VerdictProps) {
  return (
    <Card
      title={report.message}
      titleId="verdict-title"
      hint={
        <>
          {text.asOf} <Moment value={report.as_of} />
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
    </Card>
  );
}
