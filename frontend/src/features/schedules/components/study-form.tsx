import { useState } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import type { StoredTerms } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { useRecommendPolicy } from "../api/recommend-policy";
import { type StudyDraft, studyDraftOf, studyProblems, studyRequest, USUAL_STUDY } from "../study-form";
import type { StudyStage } from "../study-stage";
import { CheckedField } from "./checked-field";

const text = schedulesMessages.study;

const FIELDS = [
  { name: "cost", label: text.cost, hint: text.costHint, suffix: undefined, inputMode: "decimal" },
  { name: "tax", label: text.tax, hint: text.taxHint, suffix: text.percent, inputMode: "decimal" },
  { name: "flow", label: text.flow, hint: text.flowHint, suffix: text.percent, inputMode: "text" },
  { name: "years", label: text.years, hint: text.yearsHint, suffix: undefined, inputMode: "numeric" },
] as const satisfies { name: keyof StudyDraft; [rest: string]: unknown }[];

interface StudyFormProps {
  /** The terms that were asked last, or null. */
  terms: StoredTerms | null;
  stage: StudyStage;
  isOffline: boolean;
}

/** What trading costs, and the button that asks. */
export function StudyForm({ terms, stage, isOffline }: StudyFormProps) {
  const [edited, setEdited] = useState<StudyDraft | null>(null);
  const draft = edited ?? (terms ? studyDraftOf(terms) : USUAL_STUDY);
  const ask = useRecommendPolicy();
  const problems = studyProblems(draft);
  const isUnderWay = stage === "waiting" || stage === "running";
  const reason = isOffline ? messages.rebalance.reasons.offline : isUnderWay ? text.underWay : problems.size > 0 ? text.problems.wrong : null;
  const change = (part: Partial<StudyDraft>) => {
    if (!ask.isPending) ask.reset();
    setEdited({ ...draft, ...part });
  };
  return (
    <form
      aria-labelledby="study-title"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === null && !ask.isPending) ask.mutate(studyRequest(draft));
      }}
    >
      <div className="grid items-start gap-x-4 gap-y-3 sm:grid-cols-2 lg:grid-cols-4">
        {FIELDS.map(({ name, ...field }) => (
          <CheckedField key={name} {...field} value={draft[name]} problem={problems.get(name)} onValue={(value) => change({ [name]: value })} />
        ))}
      </div>
      <div className="mt-4">
        <Button type="submit" tone="primary" isBusy={ask.isPending} reason={reason}>
          {ask.isPending ? text.starting : stage === "none" ? text.start : text.again}
        </Button>
      </div>
      {ask.error && (
        <div className="mt-3">
          <ErrorNotice title={text.startFailed} unsureTitle={text.startUnsure} truth={text.startTruth} error={ask.error} />
        </div>
      )}
    </form>
  );
}
