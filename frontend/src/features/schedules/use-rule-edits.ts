import { useState } from "react";
import { draftOf, draftText, emptyRule, type RuleDraft, type ScheduleDraft, withKind } from "./rule-draft";
import type { TriggerKind } from "@/lib/contracts/generated";
import type { StoredPolicy } from "@/lib/policy";

interface Edits {
  draft: ScheduleDraft;
  /** What was stored when these edits began, from version `since` on. */
  basedOn: string;
  since: number;
  /** The version they were saved as; they are shown until the stored rules have caught up with it. */
  savedAs: number | null;
}

export interface RuleEdits {
  draft: ScheduleDraft;
  isDirty: boolean;
  isChangedElsewhere: boolean;
  /** The stored text of a rule differs from what is shown. */
  isRuleDirty: (rule: RuleDraft) => boolean;
  replace: (part: Partial<ScheduleDraft>) => void;
  change: (key: string, part: Partial<RuleDraft>) => void;
  changeKind: (key: string, kind: TriggerKind) => void;
  /** Appends a rule and tells its key. */
  add: () => string;
  remove: (key: string) => void;
  /** Moves a rule one place up (-1) or down (1). */
  move: (key: string, step: -1 | 1) => void;
  discard: () => void;
  markSaved: (version: number) => void;
}

/** The editor's working copy over the stored rules, which may change at any time. */
export function useRuleEdits(stored: StoredPolicy): RuleEdits {
  const [edits, setEdits] = useState<Edits | null>(null);
  const isSettled = edits?.savedAs != null && stored.version >= edits.savedAs;
  const active = isSettled ? null : edits;
  const original = draftOf(stored.triggers);
  const originalText = draftText(original);
  const draft = active?.draft ?? original;
  const isDirty = active !== null && active.savedAs === null && draftText(draft) !== originalText;
  const replace = (part: Partial<ScheduleDraft>) =>
    setEdits({ draft: { ...draft, ...part }, ...(isDirty ? origin(active) : { basedOn: originalText, since: stored.version }), savedAs: null });
  const storedTexts = new Map(original.rules.map((rule) => [rule.key, textOf(rule)]));
  const edit = (key: string, next: (rule: RuleDraft) => RuleDraft) =>
    replace({ rules: draft.rules.map((rule) => (rule.key === key ? next(rule) : rule)) });
  return {
    draft,
    isDirty,
    isChangedElsewhere: isDirty && stored.version >= active.since && active.basedOn !== originalText,
    isRuleDirty: (rule) => isDirty && storedTexts.get(rule.key) !== textOf(rule),
    replace,
    change: (key, part) => edit(key, (rule) => ({ ...rule, ...part })),
    changeKind: (key, kind) => edit(key, (rule) => withKind(rule, kind, draft.rules)),
    add() {
      const rule = emptyRule("CALENDAR", draft.rules);
      replace({ rules: [...draft.rules, rule] });
      return rule.key;
    },
    remove: (key) => replace({ rules: draft.rules.filter((rule) => rule.key !== key) }),
    move: (key, step) => replace({ rules: moved(draft.rules, key, step) }),
    discard: () => setEdits(null),
    markSaved: (version) => setEdits((latest) => afterSave(latest, draft, version)),
  };
}

/** What was changed while the save was on its way stays a change, now over what was saved. */
function afterSave(latest: Edits | null, saved: ScheduleDraft, version: number): Edits {
  const basedOn = draftText(saved);
  const isUntouched = latest === null || draftText(latest.draft) === basedOn;
  return isUntouched ? { draft: saved, basedOn, since: version, savedAs: version } : { ...latest, basedOn, since: version };
}

function origin({ basedOn, since }: Edits): Pick<Edits, "basedOn" | "since"> {
  return { basedOn, since };
}

function textOf(rule: RuleDraft): string {
  return draftText({ rules: [rule], cooldownDays: "", isMonitored: false, monitoringMinutes: "" });
}

function moved(rules: readonly RuleDraft[], key: string, step: -1 | 1): readonly RuleDraft[] {
  const from = rules.findIndex((rule) => rule.key === key);
  const to = from + step;
  const rule = rules[from];
  if (!rule || to < 0 || to >= rules.length) return rules;
  return rules.toSpliced(from, 1).toSpliced(to, 0, rule);
}
