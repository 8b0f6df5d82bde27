import { useState } from "react";
import { DatedMoment } from "@/components/money/figures";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { StudiedPolicyDocument, StudyDocument, StudyResultDocument } from "@/lib/contracts/generated";
import { focusOn } from "@/lib/focus";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { bandFor, ruleFor } from "../study-rule";
import { policyName, policySentence } from "../study-words";
import type { RuleEdits } from "../use-rule-edits";
import { StudyBasis } from "./study-basis";
import { StudyEvidence } from "./study-evidence";
import { StudyRunners } from "./study-runners";

const text = schedulesMessages.study;

interface StudyResultProps {
  study: StudyDocument;
  result: StudyResultDocument;
  stale: "targets" | "age" | null;
  edits: RuleEdits;
}

/** What is recommended, why, beside what, and on which days it rests. */
export function StudyResult({ study, result, stale, edits }: StudyResultProps) {
  const { terms } = study.question;
  return (
    <div className="grid gap-5">
      {stale === "targets" && (
        <Notice tone="warning" title={text.staleTargetsTitle}>
          {text.staleTargets}
        </Notice>
      )}
      {stale === "age" && (
        <Notice tone="warning" title={text.staleAgeTitle}>
          {text.staleAge}
        </Notice>
      )}
      <Recommended result={result} askedAt={study.asked_at} edits={edits} />
      <StudyEvidence policy={result.recommended} paths={terms.paths} years={terms.years} />
      <StudyRunners runners={result.runners_up} />
      <StudyBasis basis={result.basis} seed={terms.seed} />
    </div>
  );
}

function Recommended({ result, askedAt, edits }: { result: StudyResultDocument; askedAt: string; edits: RuleEdits }) {
  const [isUsed, setIsUsed] = useState(false);
  const { recommended, frequency, band } = result;
  const use = () => {
    edits.prepend(ruleFor(recommended, edits.draft.rules), bandFor(recommended));
    setIsUsed(true);
    focusOn("rules-title");
  };
  return (
    <section aria-labelledby="study-recommended" className="rounded-lg border border-line bg-sunken p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h3 id="study-recommended" className="text-xs font-medium text-ink-soft">
            {text.recommended}
          </h3>
          <p className="mt-0.5 max-w-prose text-base font-semibold">{policySentence(recommended)}</p>
          <p className="mt-1 max-w-prose text-[0.8125rem] text-ink-soft">
            {text.tied} {text.asked} <DatedMoment value={askedAt} isWrapping />
          </p>
        </div>
        <Button tone="primary" onClick={use}>
          {text.use}
        </Button>
      </div>
      <dl className="mt-3 grid gap-x-4 gap-y-2 text-sm sm:grid-cols-2">
        {frequency && <Best name={text.frequency} policy={frequency} />}
        {band && <Best name={text.band} policy={band} />}
      </dl>
      {isUsed && (
        <p role="status" className="mt-2 text-sm font-medium">
          {text.used}
        </p>
      )}
    </section>
  );
}

function Best({ name, policy }: { name: string; policy: StudiedPolicyDocument }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-soft">{name}</dt>
      <dd className="mt-0.5 font-semibold">{policyName(policy)}</dd>
    </div>
  );
}
