import { Attempts } from "@/components/attempts";
import { Lost } from "@/components/lost";
import { UnsavedGuard } from "@/components/unsaved-guard";
import { Skeleton } from "@/components/ui/skeleton";
import type { RuleFindingView, TradingMode } from "@/lib/contracts/generated";
import { useIsOffline } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { useLiveSchedule } from "../api/live-schedule";
import { useScheduleState } from "../api/schedule-state";
import { type StoredPolicy, useStoredPolicy } from "@/lib/policy";
import { useUnsaved } from "@/lib/unsaved";
import { useRuleEdits } from "../use-rule-edits";
import { AutonomyCard } from "./autonomy-card";
import { ChecksCard } from "./checks-card";
import { RulesCard } from "./rules-card";
import { ShadowCard } from "./shadow-card";
import { StandingCard } from "./standing-card";
import { StandingNotices } from "./standing-notices";
import { StudyCard } from "./study-card";

const NO_FINDINGS: readonly RuleFindingView[] = [];

/** When a portfolio is checked, what its rules do, and what the checks have done. */
export function ScheduleBoard({ mode }: { mode: TradingMode | null }) {
  return <Attempts>{(onRetry) => <SavedBoard mode={mode} onRetry={onRetry} />}</Attempts>;
}

function SavedBoard({ mode, onRetry }: { mode: TradingMode | null; onRetry: () => void }) {
  const policy = useStoredPolicy();
  if (policy.status === "error") return <Lost title={messages.errors.titles.load} onRetry={onRetry} />;
  if (policy.status !== "ready") return <Skeleton what={schedulesMessages.now.loading} className="h-96" />;
  return (
    <UnsavedGuard body={schedulesMessages.leave.body}>
      <Board policy={policy.value} mode={mode} />
    </UnsavedGuard>
  );
}

function Board({ policy, mode }: { policy: StoredPolicy; mode: TradingMode | null }) {
  const live = useLiveSchedule();
  const schedule = live.status === "ready" ? live.value : null;
  const state = useScheduleState(`${policy.version} ${schedule?.last_checked_at ?? ""}`);
  const edits = useRuleEdits(policy);
  const isOffline = useIsOffline();
  useUnsaved(edits.isDirty);
  return (
    <div className="grid gap-4 sm:gap-5">
      <StandingNotices schedule={schedule} isDraft={policy.isDraft} mode={mode} />
      <StandingCard live={live} state={state} />
      <AutonomyCard policy={policy} isOffline={isOffline} />
      <RulesCard policy={policy} edits={edits} findings={state.data?.rules ?? NO_FINDINGS} isOffline={isOffline} />
      <StudyCard policy={policy} edits={edits} isOffline={isOffline} />
      <ChecksCard />
      {policy.autonomy === "SHADOW" && <ShadowCard />}
    </div>
  );
}
