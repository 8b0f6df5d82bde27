import { Link } from "react-router";
import { Moment } from "@/components/money/figures";
import { Notice } from "@/components/ui/notice";
import type { RunDocument } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

const text = messages.rebalance.placed;

/** Says that a plan was executed, when, and where its run is. */
export function PlanPlaced({ run }: { run: RunDocument }) {
  return (
    <Notice tone="info" role="status" className="mt-5" title={text.title}>
      <p>
        {text.since} <Moment value={run.created_at} />
        {messages.common.stop}{" "}
        <Link to={`/history/${run.run_id}`} className="font-medium text-accent underline underline-offset-2">
          {text.link}
        </Link>
      </p>
    </Notice>
  );
}
