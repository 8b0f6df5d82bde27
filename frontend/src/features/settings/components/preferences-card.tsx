import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { settings as settingsMessages } from "@/lib/messages/settings";
import { useSavePreferences } from "../api/save-preferences";
import { fieldProblem } from "../field-problem";
import {
  type PreferenceDraft,
  type PreferenceField,
  type PreferenceForm,
  preferenceProblems,
  toPreferences,
} from "../preference-form";
import type { Edits } from "../use-edits";
import { AddressFields } from "./address-fields";
import { QuietFields } from "./quiet-fields";
import { RuleList } from "./rule-list";
import { SaveBar } from "./save-bar";

const text = settingsMessages.channels;

interface PreferencesCardProps {
  edits: Edits<PreferenceDraft>;
  /** True where nothing is stored, so that the defaults hold. */
  isDefault: boolean;
  /** The secret webhooks are signed with, as a save answers it. */
  onSecret: (secret: string | null) => void;
}

/** Addresses, quiet hours and rules, stored together. */
export function PreferencesCard({ edits, isDefault, onSecret }: PreferencesCardProps) {
  const save = useSavePreferences();
  const problems = preferenceProblems(edits.draft);
  const problemOf: PreferenceForm["problemOf"] = (field) =>
    (field in problems ? problems[field as PreferenceField] : null) ?? fieldProblem(save.error, field);
  const store = () =>
    save.mutate(toPreferences(edits.draft), {
      onSuccess: ({ webhook_secret }) => {
        edits.markSaved();
        onSecret(webhook_secret);
      },
    });
  return (
    <Card title={text.title} titleId="channels-title" hint={text.hint}>
      {isDefault && !edits.isDirty && <Notice tone="info" className="mb-4">{text.defaultNote}</Notice>}
      <div className="space-y-6">
        <AddressFields edits={edits} problemOf={problemOf} />
        <QuietFields edits={edits} problemOf={problemOf} />
        <RuleList edits={edits} />
      </div>
      <SaveBar
        label={text.save}
        edits={edits}
        save={save}
        isValid={Object.values(problems).every((problem) => problem === null)}
        onSave={store}
      >
        <Notice tone="info" role="status">{settingsMessages.saved}</Notice>
      </SaveBar>
    </Card>
  );
}
