const STORE_KEY = "trimtab.approval";

/** A person's approval of one plan. */
export interface Approval {
  planId: string;
  idempotencyKey: string;
}

/** The plan this tab has approved last, or null; it leads back to a run whose answer was lost. */
export function approvedPlan(): string | null {
  return sessionStorage.getItem(STORE_KEY);
}

/**
 * Approves a plan. The key follows from the plan alone, so that every retry, reload, second click or second tab asks for
 * the same run: a plan is executed once.
 */
export function approve(planId: string): Approval {
  sessionStorage.setItem(STORE_KEY, planId);
  return { planId, idempotencyKey: `approve-${planId}` };
}
