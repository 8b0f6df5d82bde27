const STORE_KEY = "trimtab.approval";

/** A person's approval of one plan. Its key makes every retry, reload or second click the same order. */
export interface Approval {
  planId: string;
  idempotencyKey: string;
}

/** The approval of this tab, or null. */
export function storedApproval(): Approval | null {
  const stored = sessionStorage.getItem(STORE_KEY);
  if (stored === null) return null;
  const approval: unknown = JSON.parse(stored);
  return isApproval(approval) ? approval : null;
}

/** Approves a plan: the first approval makes the key, every further one of the same plan finds it again. */
export function approve(planId: string, makeKey: () => string = () => crypto.randomUUID()): Approval {
  const earlier = storedApproval();
  if (earlier?.planId === planId) return earlier;
  const approval = { planId, idempotencyKey: makeKey() };
  sessionStorage.setItem(STORE_KEY, JSON.stringify(approval));
  return approval;
}

function isApproval(value: unknown): value is Approval {
  return typeof value === "object" && value !== null && "planId" in value && "idempotencyKey" in value;
}
