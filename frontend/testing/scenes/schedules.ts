import type { CheckDocument, SavePolicyRequest, ScheduleDocument } from "@/lib/contracts/generated";
import { CallError } from "@/lib/firebase/backend";
import { createFakeBackend, DEMO_USER, type FakeBackend } from "../fake-backend";
import { check, everyCheck, policySaved, policyVersion, schedule, scheduleState, shadowComparison } from "../samples-schedules";
import { driftedBackend, putTargets, putTradingMode } from "./allocation";

const ROOT = `userSettings/${DEMO_USER.uid}`;
const NEVER = new Promise<never>(() => undefined);
const VERSION = 3;

/** Stores a version of the policy and makes it the current one. */
export function putPolicy(backend: FakeBackend, version: number, overrides: object = {}): void {
  const document = policyVersion(version, overrides);
  backend.put(`${ROOT}/policy_versions/${version}`, document);
  const { status } = document as { status: string };
  backend.put(ROOT, { portfolio_id: "default", policy_version: version, status, cash_target_percent: "0", updated_at: "2020-01-02T15:00:00Z" });
}

export function putSchedule(backend: FakeBackend, overrides: Partial<ScheduleDocument> = {}): void {
  backend.put(`${ROOT}/rebalance_schedules/current`, schedule(overrides));
}

export function putChecks(backend: FakeBackend, checks: readonly CheckDocument[]): void {
  for (const each of checks) backend.put(`${ROOT}/rebalance_schedules/current/checks/${each.check_id}`, each);
}

/** A portfolio with three rules that is checked each session: what every scene of the page starts from. */
export function scheduledBackend(overrides: object = {}): FakeBackend {
  const backend = driftedBackend();
  putPolicy(backend, VERSION, overrides);
  putSchedule(backend);
  putChecks(backend, everyCheck());
  backend.answer("schedule_state", () => scheduleState());
  backend.answer("compare_shadow", () => shadowComparison());
  backend.answer("save_policy", (request) => {
    const { autonomy, triggers } = request as SavePolicyRequest;
    const rules = (triggers?.rules ?? []).map((rule) => ({
      rule_id: rule.id,
      trigger: { kind: rule.trigger_type, ...rule.trigger_parameters },
      method: rule.method,
      constraints: rule.constraints,
      is_enabled: rule.enabled,
      created_at: rule.created_at,
    }));
    const section = triggers && { rules, cooldown_days: triggers.cooldown_days, monitoring_minutes: triggers.monitoring_interval_minutes };
    putPolicy(backend, VERSION + 1, { ...overrides, ...(autonomy && { autonomy }), ...(section && { triggers: section }) });
    return policySaved(VERSION + 1, autonomy ? { autonomy } : {});
  });
  return backend;
}

const refuse = (...refusal: ConstructorParameters<typeof CallError>) => () => {
  throw new CallError(...refusal);
};

const DAYS_OF_MANY = Array.from({ length: 45 }, (_, index) => `2019-${String(1 + Math.floor(index / 28)).padStart(2, "0")}-${String(1 + (index % 28)).padStart(2, "0")}`);

export const SCHEDULES_SCENES: Record<string, () => FakeBackend> = {
  scheduled: () => scheduledBackend(),
  "scheduled-loading"() {
    const backend = scheduledBackend();
    backend.answer("schedule_state", () => NEVER);
    return backend;
  },
  "scheduled-draft"() {
    const backend = scheduledBackend({ status: "DRAFT" });
    putTargets(backend, {}, "DRAFT");
    putSchedule(backend, { next_due_at: null, last_checked_at: null, last_session: null, last_run_session: null, last_outcome: null, last_reason: null });
    putChecks(backend, []);
    backend.answer("schedule_state", () => scheduleState({ threshold: null, next_check_at: null, next_date: null, days_until: null, next_dates: [], rules: [] }));
    return backend;
  },
  "never-saved"() {
    const backend = createFakeBackend();
    putTradingMode(backend, "ACTIVE");
    backend.answer("schedule_state", () => scheduleState({ threshold: null, next_check_at: null, next_date: null, days_until: null, next_dates: [], rules: [] }));
    return backend;
  },
  "no-rules": () => {
    const backend = scheduledBackend({ triggers: { rules: [], cooldown_days: 0, monitoring_minutes: null } });
    putSchedule(backend, { last_outcome: "NOT_FIRED", last_reason: { code: "NO_RULE_FIRED", text: "No rule asks for a rebalancing now." } });
    backend.answer("schedule_state", () => scheduleState({ next_date: null, days_until: null, next_dates: [], rules: [] }));
    return backend;
  },
  "held-back"() {
    const backend = scheduledBackend();
    putSchedule(backend, { last_outcome: "HELD_BACK", last_reason: { code: "COOLDOWN", text: "The last run was on 2020-03-20; the cooldown of 5 days lasts until 2020-03-25." } });
    return backend;
  },
  failing() {
    const backend = scheduledBackend();
    putSchedule(backend, { failures: 3, next_due_at: "2020-03-23T13:45:00Z" });
    return backend;
  },
  "schedule-unreadable"() {
    const backend = scheduledBackend();
    backend.answer("schedule_state", refuse("UNAVAILABLE", "The broker did not answer within 10 seconds.", { correlation_id: "c-19be", reason_code: "BROKER_UNAVAILABLE" }));
    return backend;
  },
  "rules-refused"() {
    const backend = scheduledBackend();
    backend.answer("save_policy", refuse("INVALID_ARGUMENT", "triggers.rules[0].trigger_parameters.calendar.day is 31: it must be a day the exchange knows.", { correlation_id: "c-55d0", reason_code: "BAD_FIELD", field: "triggers.rules[0].trigger_parameters.calendar.day", value: "31" }));
    return backend;
  },
  "scheduled-offline"() {
    const backend = scheduledBackend();
    backend.setConnected(false);
    return backend;
  },
  "scheduled-halted"() {
    const backend = scheduledBackend();
    putTradingMode(backend, "HALTED", "Quotes look wrong since 10:28");
    return backend;
  },
  shadow: () => scheduledBackend({ autonomy: "SHADOW" }),
  "shadow-empty"() {
    const backend = scheduledBackend({ autonomy: "SHADOW" });
    backend.answer("compare_shadow", () => shadowComparison({ days: [] }));
    return backend;
  },
  automatic: () => scheduledBackend({ autonomy: "AUTOMATIC" }),
  "many-checks"() {
    const backend = scheduledBackend();
    putChecks(backend, DAYS_OF_MANY.map((day) => check(day, "QUIET")));
    return backend;
  },
};
