import { type VersionedEdits, useVersionedEdits } from "@/lib/versioned-edits";
import { type BandDraft, draftOf, draftText, emptyRule, type RuleDraft, type ScheduleDraft, withKind } from "./rule-draft";
import type { TriggerKind } from "@/lib/contracts/generated";
import type { StoredPolicy } from "@/lib/policy";

export interface RuleEdits extends Omit<VersionedEdits<ScheduleDraft>, "replace"> {
  /** The stored text of a rule differs from what is shown. */
  isRuleDirty: (rule: RuleDraft) => boolean;
  replace: (part: Partial<ScheduleDraft>) => void;
  change: (key: string, part: Partial<RuleDraft>) => void;
  changeKind: (key: string, kind: TriggerKind) => void;
  /** Puts a rule before all others, with the band it was recommended with. */
  prepend: (rule: RuleDraft, band: BandDraft | undefined) => void;
  /** Appends a rule and tells its key. */
  add: () => string;
  remove: (key: string) => void;
  /** Moves a rule one place up (-1) or down (1). */
  move: (key: string, step: -1 | 1) => void;
}

/** The editor's working copy over the stored rules. */
export function useRuleEdits(stored: StoredPolicy): RuleEdits {
  const original = draftOf(stored.triggers);
  const edits = useVersionedEdits({ version: stored.version, draft: original }, draftText);
  const { draft, isDirty } = edits;
  const replace = (part: Partial<ScheduleDraft>) => edits.replace({ ...draft, ...part });
  const storedTexts = new Map(original.rules.map((rule) => [rule.key, textOf(rule)]));
  const edit = (key: string, next: (rule: RuleDraft) => RuleDraft) =>
    replace({ rules: draft.rules.map((rule) => (rule.key === key ? next(rule) : rule)) });
  return {
    ...edits,
    isRuleDirty: (rule) => isDirty && storedTexts.get(rule.key) !== textOf(rule),
    replace,
    change: (key, part) => edit(key, (rule) => ({ ...rule, ...part })),
    changeKind: (key, kind) => edit(key, (rule) => withKind(rule, kind, draft.rules)),
    prepend: (rule, band) => replace({ rules: [rule, ...draft.rules], band }),
    add() {
      const rule = emptyRule("CALENDAR", draft.rules);
      replace({ rules: [...draft.rules, rule] });
      return rule.key;
    },
    remove: (key) => replace({ rules: draft.rules.filter((rule) => rule.key !== key) }),
    move: (key, step) => replace({ rules: moved(draft.rules, key, step) }),
  };
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
