import { Link } from "react-router";
import type { RunDocument, StoredReason } from "@/lib/contracts/generated";
import type { Live } from "@/lib/firebase";
import { history as historyMessages } from "@/lib/messages/history";
import { useLiveCheckOfPlan } from "../api/live-check-of-plan";
import { useLivePlanFinding } from "../api/live-plan-finding";

const text = historyMessages.run;

/** Why a run was started: what its rule has said, what its plan found, and the way to the plan. */
export function RunWhy({ run }: { run: RunDocument }) {
  const plan = useLivePlanFinding(run.plan_id);
  const checks = useLiveCheckOfPlan(run.plan_id);
  if (run.plan_id === null) return text.whySingle;
  const verdict = checks.status === "ready" ? checks.value[0]?.verdict : undefined;
  return (
    <>
      {verdict?.rule_id && <span className="block">{text.ruleSaid(verdict.rule_id, verdict.reason.text)}</span>}
      <span className="block">{findingWords(plan)}</span>
      <Link to={`/plans/${run.plan_id}`} className="font-medium text-accent underline underline-offset-4">
        {text.plan}
      </Link>
    </>
  );
}

function findingWords(plan: Live<{ finding: StoredReason }>): string {
  if (plan.status === "loading") return text.whyLoading;
  return plan.status === "ready" ? plan.value.finding.text : text.whyUnknown;
}
