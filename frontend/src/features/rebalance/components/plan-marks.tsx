import { Link2, Printer } from "lucide-react";
import { Link } from "react-router";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { messages } from "@/lib/messages";
import type { ReadyPlan } from "../ready-plan";
import { PlanClock } from "./plan-clock";

const text = messages.rebalance;

/** How long a plan is still good for, its address, and the way to paper. */
export function PlanMarks({ plan, isExpired }: { plan: ReadyPlan; isExpired: boolean }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      {!isExpired && <PlanClock expiresAt={plan.plan_expires_at} />}
      <Badge>{text.planBadge}</Badge>
      <Link
        to={`/plans/${plan.plan_id}`}
        aria-label={text.address}
        className="grid size-8 place-items-center rounded-md text-ink-soft hover:bg-sunken hover:text-ink print:hidden"
      >
        <Link2 aria-hidden className="size-4" />
      </Link>
      <Button size="small" tone="quiet" className="print:hidden" onClick={() => window.print()}>
        <Printer aria-hidden className="size-4" />
        {text.print}
      </Button>
    </span>
  );
}
