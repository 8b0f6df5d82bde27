import { CallError } from "@/lib/firebase/backend";
import { DEMO_USER, type FakeBackend } from "../fake-backend";
import { preview, run, standing } from "../samples";
import { ALLOCATION_SCENES, driftedBackend, putHeldRun, putRun } from "./allocation";
import { putSwitch } from "./settings";

const ROOT = `userSettings/${DEMO_USER.uid}`;
const SOON_MS = 300;
const OVERNIGHT_MS = 16 * 3_600_000;
const DAY_MS = 86_400_000;

const lost = () => {
  throw new CallError("NO_ANSWER", "internal");
};

function dayAfter(days: number): string {
  return new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
}

/** A back end whose exchange has had its session of today and opens again tomorrow. */
export function closedBackend(): FakeBackend {
  const backend = driftedBackend();
  const [today, tomorrow] = [dayAfter(0), dayAfter(1)];
  backend.put(`marketCalendar/${new Date().getFullYear()}`, {
    year: new Date().getFullYear(),
    read_at: new Date().toISOString(),
    sessions: [
      { day: today, opens_at: `${today}T00:00:00Z`, closes_at: `${today}T00:00:01Z` },
      { day: tomorrow, opens_at: `${tomorrow}T14:30:00Z`, closes_at: `${tomorrow}T21:00:00Z` },
    ],
  });
  return backend;
}

/** Has the targets' version counted on, which makes new figures necessary. */
export function countOn(backend: FakeBackend): void {
  backend.put(ROOT, { portfolio_id: "default", policy_version: 4, status: "ACTIVE", cash_target_percent: "0", updated_at: "2020-03-23T15:04:30Z" });
}

/** Back ends that answer late, not at all, or that say what has become of something. */
export const TRUTH_SCENES: Record<string, () => FakeBackend> = {
  "own-halted"() {
    const backend = driftedBackend();
    putSwitch(backend, "user", { mode: "HALTED", reason: "Moving house" });
    return backend;
  },
  executed() {
    const backend = driftedBackend();
    putRun(backend, run("COMPLETED"), []);
    return backend;
  },
  "market-closed-ahead": closedBackend,
  "held-to-open"() {
    const backend = closedBackend();
    putHeldRun(backend, new Date(Date.now() + OVERNIGHT_MS).toISOString());
    return backend;
  },
  "refresh-failed"() {
    const backend = driftedBackend();
    const answers = [standing()];
    backend.answer("simulate", () => {
      const answer = answers.pop();
      if (answer === undefined) return lost();
      setTimeout(() => countOn(backend), SOON_MS);
      return answer;
    });
    return backend;
  },
  "preview-lost"() {
    const backend = driftedBackend();
    backend.answer("check_rebalance_drift", lost);
    return backend;
  },
  "stop-lost"() {
    const backend = driftedBackend();
    backend.answer("set_trading_mode", lost);
    return backend;
  },
  "cancel-lost"() {
    const backend = ALLOCATION_SCENES.running?.() ?? driftedBackend();
    backend.answer("cancel_run", lost);
    return backend;
  },
  "save-lost"() {
    const backend = driftedBackend();
    backend.answer("save_allocation", lost);
    return backend;
  },
  "went-offline"() {
    const backend = driftedBackend();
    backend.answer("simulate", () => {
      setTimeout(() => backend.setConnected(false), SOON_MS);
      return standing();
    });
    return backend;
  },
  "reviewed-and-executed"() {
    const backend = driftedBackend();
    backend.answer("show_plan", () => preview({ status: "PENDING_REVIEW", plan_expires_at: "2020-03-23T15:10:00Z" }));
    putRun(backend, run("PARTIAL", { message: "One order was rejected by the broker; the rest is done." }), []);
    return backend;
  },
};
