import type { UseMutationResult } from "@tanstack/react-query";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { SavePolicyRequest, SavePolicyResult } from "@/lib/contracts/generated";
import { useFocusOnArrival } from "@/lib/focus";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";

const text = schedulesMessages.rules;

interface SaveRulesProps {
  save: UseMutationResult<SavePolicyResult, Error, SavePolicyRequest>;
  isDirty: boolean;
  isChangedElsewhere: boolean;
  /** Why what was changed cannot be saved now, or null. */
  reason: string | null;
  onSave: () => void;
  onDiscard: () => void;
}

/** Saves or discards the edits, and says how the last save ended. */
export function SaveRules({ save, isDirty, isChangedElsewhere, reason, onSave, onDiscard }: SaveRulesProps) {
  return (
    <>
      <div className="mt-4 flex flex-wrap items-start gap-2 border-t border-line pt-4">
        <Button tone="primary" isBusy={save.isPending} reason={isDirty || save.isPending ? reason : text.reasons.unchanged} onClick={onSave}>
          {save.isPending ? text.saving : text.save}
        </Button>
        {isDirty && (
          <Button tone="quiet" disabled={save.isPending} onClick={onDiscard}>
            {text.discard}
          </Button>
        )}
      </div>
      <div className="mt-3 space-y-2 empty:hidden">
        {isChangedElsewhere && <Notice tone="warning">{text.changedElsewhere}</Notice>}
        {save.error && (
          <Outcome>
            <ErrorNotice title={text.saveFailed} unsureTitle={text.saveUnsure} truth={text.saveTruth} error={save.error} />
          </Outcome>
        )}
        {save.data && !isDirty && (
          <Outcome>
            <Notice tone={save.data.warnings.length > 0 ? "warning" : "info"} role="status">
              <p>{save.data.status === "DRAFT" ? text.savedDraft : text.saved(save.data.policy_version)}</p>
              {save.data.warnings.map((warning) => (
                <p key={warning.reason_code}>{warning.message}</p>
              ))}
            </Notice>
          </Outcome>
        )}
      </div>
    </>
  );
}

const OUTCOME_ID = "rules-outcome";

function Outcome({ children }: { children: React.ReactNode }) {
  useFocusOnArrival(OUTCOME_ID, true);
  return (
    <div id={OUTCOME_ID} tabIndex={-1} className="outline-none">
      {children}
    </div>
  );
}
