import { Link2, Printer } from "lucide-react";
import { Link } from "react-router";
import { RunBadge } from "@/components/run/run-badge";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import type { RunDocument } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import type { ReadyPlan } from "../ready-plan";
import { PlanClock } from "./plan-clock";

const text = messages.rebalance;

interface PlanMarksProps {
  plan: ReadyPlan;
  isExpired: boolean;
  /** The run the plan was executed as, null where there is none, undefined while that is not known. */
  run: RunDocument | null | undefined;
}

/** What became of a plan or how long it is still good for, its address, and the way to paper. */
export function PlanMarks({ plan, isExpired, run }: PlanMarksProps) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      {run === null && !isExpired && <PlanClock expiresAt={plan.plan_expires_at} />}
      {run === null && <Badge>{text.planBadge}</Badge>}
      {run && <RunBadge state={run.state} />}
      <Link
        to={`/plans/${plan.plan_id}`}
        aria-label={text.address}
        className="grid size-8 place-items-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink print:hidden"
      >
        <Link2 aria-hidden className="size-4" />
      </Link>
      <Button size="small" tone="quiet" className="print:hidden" onClick={() => window.print()}>
        <Printer aria-hidden className="size-4" />
        <span className="max-sm:sr-only">{text.print}</span>
      </Button>
    </span>
  );
}
