import { Ban, CircleDot, Eye, Hourglass, type LucideIcon, Minus, Play } from "lucide-react";
import { Link } from "react-router";
import { DatedMoment } from "@/components/money/figures";
import { formatMarketDate } from "@/components/money/format-time";
import { Badge, type Tone } from "@/components/ui/badge";
import { Cell } from "@/components/ui/table";
import type { CheckDocument, CheckResult } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";

const text = schedulesMessages.log;

const LOOKS = {
  QUIET: { tone: "neutral", icon: CircleDot },
  UNPLANNED: { tone: "neutral", icon: Minus },
  SHADOWED: { tone: "neutral", icon: Eye },
  PROPOSED: { tone: "accent", icon: Hourglass },
  STARTED: { tone: "ok", icon: Play },
  REFUSED: { tone: "warning", icon: Ban },
} satisfies Record<CheckResult, { tone: Tone; icon: LucideIcon }>;

/** One look: when, with what result, why, and the plan or run it led to. */
export function CheckRow({ check }: { check: CheckDocument }) {
  return (
    <tr>
      <Cell className="hidden align-top whitespace-nowrap sm:table-cell">
        <DatedMoment value={check.checked_at} />
      </Cell>
      <Cell className="align-top max-sm:pl-0">
        <Badge {...LOOKS[check.result]}>{text.results[check.result]}</Badge>
        <div className="mt-1.5 space-y-1 sm:hidden">
          <p className="text-xs text-ink-soft">
            <DatedMoment value={check.checked_at} />
          </p>
          <Why check={check} />
        </div>
      </Cell>
      <Cell className="hidden max-w-md align-top leading-snug sm:table-cell">
        <Why check={check} />
      </Cell>
      <Cell className="align-top">
        <Leads check={check} />
      </Cell>
    </tr>
  );
}

function Why({ check: { reason, verdict } }: { check: CheckDocument }) {
  const { findings } = verdict;
  return (
    <>
      <p className="leading-snug">{reason.text}</p>
      {findings.length > 0 && (
        <details className="mt-0.5 text-[0.8125rem] text-ink-soft">
          <summary className="w-fit cursor-pointer rounded py-0.5">{text.findings(findings.length)}</summary>
          <ul className="mt-1 space-y-1 border-l-2 border-line pl-3">
            {findings.map((finding) => (
              <li key={finding.rule_id}>
                <span className="font-mono text-xs text-ink">{finding.rule_id}</span>{" "}
                {finding.reason.text}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const LINK = "font-medium text-accent underline underline-offset-2";

function Leads({ check: { plan_id, run_id, checked_at } }: { check: CheckDocument }) {
  const when = formatMarketDate(checked_at);
  if (!plan_id && !run_id) return <span className="text-ink-soft">{text.none}</span>;
  return (
    <span className="flex flex-wrap gap-x-3 gap-y-1">
      {plan_id && (
        <Link to={`/plans/${plan_id}`} aria-label={text.planOf(when)} className={LINK}>
          {text.plan}
        </Link>
      )}
      {run_id && (
        <Link to={`/history/${run_id}`} aria-label={text.runOf(when)} className={LINK}>
          {text.run}
        </Link>
      )}
    </span>
  );
}
