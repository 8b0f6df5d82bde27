import type { LegState, RunState } from "@/lib/contracts/generated";
import { CallError } from "@/lib/firebase/backend";
import type { FakeBackend } from "../fake-backend";
import { leg, run } from "../samples";
import { driftedBackend, putRun } from "./allocation";

/** What can become of an order at the broker, and of the run it is in (reliability G27). */
const OUTCOMES = {
  waiting: { run: "SELLS_OPEN", leg: "ACKED" },
  "part-open": { run: "SELLS_OPEN", leg: "PARTIAL" },
  filled: { run: "COMPLETED", leg: "FILLED" },
  "part-cancelled": { run: "PARTIAL", leg: "CANCELLED" },
  rejected: { run: "PARTIAL", leg: "REJECTED" },
  refused: { run: "PARTIAL", leg: "REFUSED" },
  cancelled: { run: "CANCELLED", leg: "CANCELLED" },
  expired: { run: "PARTIAL", leg: "EXPIRED" },
  "never-sent": { run: "HALTED", leg: "NEVER_SENT" },
  unknown: { run: "SELLS_OPEN", leg: "UNKNOWN" },
  found: { run: "COMPLETED", leg: "FILLED" },
  operator: { run: "NEEDS_OPERATOR", leg: "UNKNOWN" },
} as const satisfies Record<string, { run: RunState; leg: LegState }>;

/** What can become of the answer to the approval. */
const FAULTS = ["lost", "slow", "offline", "reload"] as const;

type Outcome = keyof typeof OUTCOMES;
type Fault = (typeof FAULTS)[number];

/** Where the keys of all approvals of this tab are noted, for the test to count. */
export const KEYS_NOTE = "scene.keys";
const OFFLINE_MS = 1500;
const FOUND_AFTER_MS = 500;
const FILLED: ReadonlySet<LegState> = new Set(["FILLED"]);

function putOutcome(backend: FakeBackend, outcome: Outcome): void {
  const { run: state, leg: legState } = OUTCOMES[outcome];
  const filled = FILLED.has(legState) ? {} : { filled_quantity: legState === "PARTIAL" ? "12" : "0", filled_average_price: null, broker_status: null };
  putRun(backend, run(state), [leg(1, { state: legState, ...filled }), leg(2, { symbol: "WMT" })]);
}

function settle(backend: FakeBackend, outcome: Outcome): void {
  if (outcome !== "found") return putOutcome(backend, outcome);
  putOutcome(backend, "unknown");
  setTimeout(() => putOutcome(backend, "found"), FOUND_AFTER_MS);
}

function noteKey(request: unknown): void {
  const key = (request as { idempotency_key: string }).idempotency_key;
  sessionStorage.setItem(KEYS_NOTE, JSON.stringify([...JSON.parse(sessionStorage.getItem(KEYS_NOTE) ?? "[]"), key]));
}

function approvalBackend(outcome: Outcome, fault: Fault): FakeBackend {
  const backend = driftedBackend();
  // After a reload the server knows what was approved before it.
  if (sessionStorage.getItem(KEYS_NOTE)) putOutcome(backend, outcome);
  backend.answer("execute_plan", (request) => {
    noteKey(request);
    settle(backend, outcome);
    if (fault === "lost") throw new CallError("NO_ANSWER", "internal");
    if (fault === "slow") return new Promise(() => undefined);
    if (fault === "offline") {
      backend.setConnected(false);
      setTimeout(() => backend.setConnected(true), OFFLINE_MS);
    }
    return { run_id: "run_0001", state: "RESERVED", replayed: false, leg_count: 2 };
  });
  return backend;
}

export const OUTCOME_NAMES = Object.keys(OUTCOMES) as Outcome[];
export const FAULT_NAMES = FAULTS;

/** Every outcome under every fault, as `approved-{outcome}-{fault}`. */
export const OUTCOME_SCENES: Record<string, () => FakeBackend> = Object.fromEntries(
  OUTCOME_NAMES.flatMap((outcome) => FAULTS.map((fault) => [`approved-${outcome}-${fault}`, () => approvalBackend(outcome, fault)])),
);
