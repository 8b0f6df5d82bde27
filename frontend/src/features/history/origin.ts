import type { RebalancingDocument, RunDocument, TriggerKind } from "@/lib/contracts/generated";
import { history as historyMessages } from "@/lib/messages/history";

const text = historyMessages;

/** What asked for a run, and whether somebody decided. */
export interface Origin {
  trigger: TriggerKind;
  isAutomatic: boolean;
}

/** Heads of older versions lack both; people started those runs. */
export function originOf(run: RunDocument, done: RebalancingDocument | null): Origin {
  return {
    trigger: run.trigger ?? done?.trigger_type ?? "MANUAL",
    isAutomatic: run.is_automatic ?? done?.is_automatic ?? false,
  };
}

/** Says who decided: "automatic", "approved by a person" or, where nothing but a person asked, "a person". */
export function wayWords({ trigger, isAutomatic }: Origin): string {
  if (isAutomatic) return text.ways.automatic;
  return trigger === "MANUAL" ? text.ways.person : text.ways.approved;
}
