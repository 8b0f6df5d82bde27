import { Lost } from "@/components/lost";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { StudyDocument } from "@/lib/contracts/generated";
import { useNow } from "@/lib/clock";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import type { StoredPolicy } from "@/lib/policy";
import { useLiveStudy } from "../api/live-study";
import { staleness, stageOf, type StudyStage } from "../study-stage";
import type { RuleEdits } from "../use-rule-edits";
import { StudyForm } from "./study-form";
import { StudyProgress } from "./study-progress";
import { StudyResult } from "./study-result";

const text = schedulesMessages.study;
const SECOND_MS = 1000;

interface StudyCardProps {
  policy: StoredPolicy;
  edits: RuleEdits;
  isOffline: boolean;
}

/** Finds out which schedule suits the portfolio, and hands it to the editor of the rules. */
export function StudyCard({ policy, edits, isOffline }: StudyCardProps) {
  const live = useLiveStudy();
  const now = useNow() * SECOND_MS;
  if (live.status === "error") return (
      <StudyFrame>
        <Lost title={text.failedToLoad} />
      </StudyFrame>
    );
  if (live.status !== "ready") {
    return (
      <StudyFrame>
        <Skeleton what={text.loading} className="h-40" />
      </StudyFrame>
    );
  }
  const study = live.value[0] ?? null;
  const stage = stageOf(study, now);
  return (
    <StudyFrame>
      <StudyForm terms={study?.question.terms ?? null} stage={stage} isOffline={isOffline} />
      <div className="mt-4">
        <Outcome study={study} stage={stage} policy={policy} edits={edits} now={now} />
      </div>
    </StudyFrame>
  );
}

function StudyFrame({ children }: { children: React.ReactNode }) {
  return (
    <Card title={text.title} titleId="study-title" hint={text.hint}>
      {children}
    </Card>
  );
}

interface OutcomeProps {
  study: StudyDocument | null;
  stage: StudyStage;
  policy: StoredPolicy;
  edits: RuleEdits;
  now: number;
}

function Outcome({ study, stage, policy, edits, now }: OutcomeProps) {
  if (study === null) return <Empty title={text.emptyTitle}>{text.emptyBody}</Empty>;
  if (stage === "waiting" || stage === "running") return <StudyProgress stage={stage} percent={study.progress} />;
  if (stage === "failed") {
    return (
      <Notice tone="critical" role="status" title={text.failedTitle}>
        {study.reason?.text}
      </Notice>
    );
  }
  if (stage === "lost" || study.result === null) {
    return (
      <Notice tone="warning" title={text.lostTitle}>
        {text.lostBody}
      </Notice>
    );
  }
  return <StudyResult study={study} result={study.result} stale={staleness(study, policy.weights, now)} edits={edits} />;
}
