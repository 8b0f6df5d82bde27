import type { AlertDocument, InboxDocument } from "@/lib/contracts/generated";

/** An episode of drift that is still open. */
export function alert(overrides: Partial<AlertDocument> = {}): AlertDocument {
  return {
    alert_id: "al_0001",
    kind: "DRIFT",
    key: "XOM",
    level: "WARNING",
    text: "XOM is 9.1 points under its target of 25%, outside its band of 5 points.",
    opened_at: "2020-03-18T13:45:00Z",
    changed_at: "2020-03-23T13:45:00Z",
    resolved_at: null,
    is_open: true,
    sequence: 2,
    ...overrides,
  };
}

/** The same kind of episode, ended. */
export function resolved(overrides: Partial<AlertDocument> = {}): AlertDocument {
  return alert({ is_open: false, resolved_at: "2020-03-20T13:45:00Z", changed_at: "2020-03-20T13:45:00Z", ...overrides });
}

export function entry(overrides: Partial<InboxDocument> = {}): InboxDocument {
  return {
    entry_id: "ev_0001",
    kind: "alert_changed",
    level: "WARNING",
    title: "Drift: XOM",
    text: "XOM is 9.1 points under its target of 25%, outside its band of 5 points.",
    at: "2020-03-23T13:45:00Z",
    ...overrides,
  };
}
