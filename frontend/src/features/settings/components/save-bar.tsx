import { type ReactNode, useId } from "react";
import { ErrorNotice } from "@/components/error-notice";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { useIsOffline } from "@/lib/firebase";
import { focusOn } from "@/lib/focus";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { useUnsaved } from "@/lib/unsaved";
import { useOutcomeFocus } from "../use-outcome-focus";

const text = settingsMessages;

interface SaveBarProps {
  label: string;
  edits: { isDirty: boolean; isChangedElsewhere: boolean; discard: () => void };
  save: { status: "idle" | "pending" | "error" | "success"; error: Error | null };
  isValid: boolean;
  onSave: () => void;
  /** What is said once it is saved. */
  children?: ReactNode;
}

/** Saves or discards a form's edits; the focus moves to what came of it. */
export function SaveBar({ label, edits, save, isValid, onSave, children }: SaveBarProps) {
  const outcome = useOutcomeFocus(save.status);
  const isOffline = useIsOffline();
  useUnsaved(edits.isDirty);
  const saveId = useId();
  const discard = () => {
    focusOn(saveId);
    edits.discard();
  };
  const isPending = save.status === "pending";
  const invalid = isValid ? null : text.reasons.invalid;
  const reason = edits.isDirty ? (isOffline ? text.reasons.offline : invalid) : text.reasons.unchanged;
  return (
    <div className="mt-5 border-t border-line pt-4">
      <div className="flex flex-wrap items-start gap-2">
        <Button id={saveId} tone="primary" isBusy={isPending} reason={isPending ? null : reason} onClick={onSave}>
          {isPending ? text.saving : label}
        </Button>
        {edits.isDirty && (
          <Button tone="quiet" disabled={isPending} onClick={discard}>
            {text.discard}
          </Button>
        )}
      </div>
      <div ref={outcome} tabIndex={-1} className="mt-3 space-y-2 outline-none empty:hidden">
        {edits.isChangedElsewhere && <Notice tone="warning">{text.changedElsewhere}</Notice>}
        {save.error && <ErrorNotice title={text.saveFailed} unsureTitle={text.saveUnsure} truth={text.saveTruth} error={save.error} />}
        {save.status === "success" && !edits.isDirty && children}
      </div>
    </div>
  );
}
