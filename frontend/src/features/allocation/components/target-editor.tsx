import { Plus, Scale } from "lucide-react";
import { ErrorNotice } from "@/components/error-notice";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import type { DriftAnalysisRow } from "@/lib/contracts/generated";
import { focusOn } from "@/lib/focus";
import { messages } from "@/lib/messages";
import { useUnsaved } from "@/lib/unsaved";
import { useSaveAllocation } from "../api/save-allocation";
import type { StoredTargets } from "../api/live-targets";
import { draftFromHoldings, judgeSum, scaleToHundred, type TargetDraft, toRequest } from "../target-draft";
import { groupTargets } from "../target-groups";
import { draftProblem, targetsProblem } from "../target-problems";
import type { TargetEdits } from "../use-target-edits";
import { NoTargets } from "./no-targets";
import { SaveOutcome } from "./save-outcome";
import { TargetList } from "./target-list";
import { TargetTotal, TOTAL_ID } from "./target-total";

const text = messages.allocation;
const { titles, truth } = messages.errors;
const TITLE_ID = "targets-title";

interface TargetEditorProps {
  stored: StoredTargets;
  edits: TargetEdits;
  /** Null while the broker's figures are not known. */
  holdings: readonly DriftAnalysisRow[] | null;
  onSaved: () => void;
}

export function TargetEditor({ stored, edits: kept, holdings, onSaved }: TargetEditorProps) {
  const save = useSaveAllocation();
  const edits = onTouch(kept, () => save.isSuccess && save.reset());
  const { draft, isDirty } = edits;
  useUnsaved(isDirty);
  const store = (isDraft: boolean) =>
    save.mutate(toRequest(draft, isDraft), {
      onSuccess: (result) => {
        edits.markSaved(result.policy_version);
        onSaved();
      },
    });
  const startFromHoldings = () => holdings && edits.replace(draftFromHoldings(holdings, draft.rows));
  const startFirst = () => {
    focusOn(TITLE_ID);
    startFromHoldings();
  };
  const discard = () => {
    focusOn(TITLE_ID);
    save.reset();
    edits.discard();
  };
  // Another tab's save makes what the server said about this one a thing of the past.
  const isOutcomeNew = save.data !== undefined && !isDirty && stored.version <= save.data.policy_version;
  const unchanged = isDirty || stored.isDraft ? null : text.reasons.unchanged;
  return (
    <Card
      title={text.targetsTitle}
      titleId={TITLE_ID}
      hint={text.targetsHint}
      aside={stored.isDraft && !isDirty && <Badge tone="warning">{text.draftBadge}</Badge>}
    >
      {draft.rows.length === 0 ? (
        <NoTargets canStart={holdings !== null} onStart={startFirst} onAdd={edits.add} />
      ) : (
        <>
          <TargetList edits={edits} />
          <div className="mt-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <TargetTotal sum={judgeSum(draft)} />
            <EditTools edits={edits} onStart={holdings ? startFromHoldings : null} />
          </div>
        </>
      )}
      {(isDirty || draft.rows.length > 0) && (
        <div className="mt-4 flex flex-wrap items-start gap-2 border-t border-line pt-4">
          <Button tone="primary" isBusy={save.isPending} reason={unchanged ?? targetsProblem(draft)} onClick={() => store(false)}>
            {save.isPending ? text.saving : text.save}
          </Button>
          {isDirty && draftProblem(draft) === null && (
            <Button disabled={save.isPending} onClick={() => store(true)}>
              {text.saveDraft}
            </Button>
          )}
          {isDirty && (
            <Button tone="quiet" disabled={save.isPending} onClick={discard}>
              {text.discard}
            </Button>
          )}
        </div>
      )}
      <div className="mt-3 space-y-2 empty:hidden">
        {edits.isOvertaken && <Notice tone="warning">{text.changedElsewhere}</Notice>}
        {save.error && <ErrorNotice title={titles.save} unsureTitle={titles.saveUnsure} truth={truth.save} error={save.error} />}
        {save.data && isOutcomeNew && <SaveOutcome result={save.data} groups={groupTargets(draft.rows)} />}
      </div>
    </Card>
  );
}

/** The edits that tell of every change before they make it. */
function onTouch(edits: TargetEdits, tell: () => void): TargetEdits {
  const telling =
    <Args extends unknown[]>(act: (...args: Args) => void) =>
    (...args: Args) => {
      tell();
      act(...args);
    };
  const { replace, change, add, remove } = edits;
  return { ...edits, replace: telling(replace), change: telling(change), add: telling(add), remove: telling(remove) };
}

function EditTools({ edits, onStart }: { edits: TargetEdits; onStart: (() => void) | null }) {
  const sum = judgeSum(edits.draft);
  const scaled = sum.kind === "exact" ? null : scaleToHundred(edits.draft);
  const scale = (draft: TargetDraft) => {
    focusOn(TOTAL_ID);
    edits.replace(draft);
  };
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="small" onClick={edits.add}>
        <Plus aria-hidden className="size-4" />
        {text.add}
      </Button>
      {scaled && (
        <Button size="small" onClick={() => scale(scaled)}>
          <Scale aria-hidden className="size-4" />
          {text.scale}
        </Button>
      )}
      {onStart && (
        <Button size="small" tone="quiet" onClick={onStart}>
          {text.startFromHoldings}
        </Button>
      )}
    </div>
  );
}
