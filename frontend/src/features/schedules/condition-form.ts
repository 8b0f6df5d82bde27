import type { ConditionDraft } from "./rule-draft";

/** One condition on its way through a form: what the fields show, and how they tell of a change. */
export interface ConditionForm {
  condition: ConditionDraft;
  /** What is wrong with a parameter, by the server's name of it. */
  problemOf: (parameter: string) => string | undefined;
  onChange: (part: Partial<ConditionDraft>) => void;
}
