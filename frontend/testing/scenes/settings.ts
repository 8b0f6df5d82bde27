import type { PolicyStatus, PreferencesDocument, RegisterDeviceRequest, RiskStatusDocument, SavePreferencesRequest, SetLiveTradingRequest } from "@/lib/contracts/generated";
import { createFakeBackend, DEMO_USER, type FakeBackend } from "../fake-backend";
import { standing } from "../samples";
import { answerAccount, refuse } from "../samples-account";
import { alert } from "../samples-alerts";
import { putAlerts, withFate } from "./alerts";
import { driftedBackend, putTargets, putTradingMode } from "./allocation";

export const PUSH_ID = "eFgHiJkLmNoPqRsT-_0123";
const ROOT = `userSettings/${DEMO_USER.uid}`;
const SECRET = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0";

export const OWN_LIMITS = {
  max_orders: 40,
  max_order_value: "25000",
  max_run_value: "100000",
  max_day_orders: 80,
  max_day_value: "200000",
  max_run_turnover: "0.5",
  max_day_turnover: "1",
  max_price_move: "0.02",
  max_volume_share: "0.01",
  max_drawdown: "0.15",
};

export const OWN_EXECUTION = {
  order_type: "limit",
  limit_buffer: "0.002",
  reprice_after_seconds: 60,
  max_reprices: 2,
  last_resort: "LEAVE_UNFILLED",
  hold_seconds: 10,
};

export function putSwitch(backend: FakeBackend, name: string, turned: Partial<RiskStatusDocument>): void {
  backend.put(`${ROOT}/risk_management/${name}`, {
    trading_enabled: turned.mode !== "HALTED",
    mode: "ACTIVE",
    reason: "Back to normal",
    epoch: 2,
    updated_at: "2020-03-20T14:00:00Z",
    updated_by: DEMO_USER.uid,
    ...turned,
  } satisfies RiskStatusDocument);
}

export function putPreferences(backend: FakeBackend, part: Partial<PreferencesDocument> = {}): void {
  backend.put(`${ROOT}/preferences/telling`, {
    address: "ann@example.com",
    webhook_url: "https://example.com/hooks/trimtab",
    zone: "Europe/Berlin",
    quiet: { begins: 1320, ends: 390 },
    digest_hour: 8,
    rules: [
      { kind: null, least: "INFO", channels: ["MAIL"], is_digested: true },
      { kind: null, least: "WARNING", channels: ["MAIL"], is_digested: false },
      { kind: "TAX_WINDOW", least: "INFO", channels: [], is_digested: false },
    ],
    ...part,
  } satisfies PreferencesDocument);
}

function putPolicy(backend: FakeBackend, status: PolicyStatus): void {
  backend.put(`${ROOT}/policy_versions/3`, { version: 3, status, limits: OWN_LIMITS, execution: OWN_EXECUTION });
}

/** A live account whose owner has, or has not, said that it may trade. */
function liveBackend(isGiven: boolean): FakeBackend {
  const backend = settledBackend();
  const say = (is_given: boolean) => {
    const consent = { account_label: "4f2a", is_given, changed_at: "2020-03-22T18:00:00Z" };
    backend.put(`${ROOT}/live_trading/acct_1`, consent);
    return { enabled: is_given, account_label: "4f2a", changed_at: consent.changed_at };
  };
  backend.answer("simulate", () => standing({ environment: "LIVE" }));
  backend.answer("set_live_trading", (request) => say((request as SetLiveTradingRequest).enabled));
  if (isGiven) say(true);
  return backend;
}

function pushingBackend(): FakeBackend {
  const backend = settledBackend();
  backend.push = { register: async () => PUSH_ID };
  return backend;
}

function answerPush(backend: FakeBackend): void {
  backend.answer("register_device", (request) => {
    const { device_id } = request as RegisterDeviceRequest;
    backend.put(`${ROOT}/devices/${device_id}`, { device_id, seen_at: new Date().toISOString() });
    return { device_ids: [device_id] };
  });
}

/** A portfolio whose owner has chosen limits, style and notifications. */
export function settledBackend(): FakeBackend {
  const backend = driftedBackend();
  putPolicy(backend, "ACTIVE");
  putSwitch(backend, "portfolio", { mode: "REDUCE_ONLY", reason: "The account is 16% below its peak of $112,000.00; the limit is 15%.", updated_by: "drawdown-guard" });
  putPreferences(backend);
  backend.put(`${ROOT}/devices/cAbCdEfGhIjKlMnOpQ-_01`, { device_id: "cAbCdEfGhIjKlMnOpQ-_01", seen_at: "2020-03-22T18:00:00Z" });
  backend.answer("set_trading_mode", () => ({}));
  backend.answer("save_policy", () => ({ policy_version: 4, status: "ACTIVE", warnings: [] }));
  backend.answer("save_preferences", (request) => ({ ...(request as SavePreferencesRequest), webhook_secret: SECRET }));
  backend.answer("renew_webhook_secret", () => ({ webhook_secret: SECRET.toLowerCase() }));
  backend.answer("send_test_message", () => ({ event_id: "ev_1", next_at: new Date(Date.now() + 60_000).toISOString() }));
  backend.answer("forget_device", () => ({ device_ids: [] }));
  answerPush(backend);
  answerAccount(backend);
  return backend;
}

export const SETTINGS_SCENES: Record<string, () => FakeBackend> = {
  settings: settledBackend,
  "settings-new"() {
    const backend = createFakeBackend();
    putTradingMode(backend, "ACTIVE");
    answerAccount(backend, []);
    return backend;
  },
  "settings-draft"() {
    const backend = settledBackend();
    putTargets(backend, { JPM: "25" }, "DRAFT");
    putPolicy(backend, "DRAFT");
    return backend;
  },
  "settings-loading": () => withFate(settledBackend(), ROOT, "silent"),
  "settings-unreadable": () => withFate(withFate(settledBackend(), `${ROOT}/policy_versions`, "refused"), `${ROOT}/preferences`, "refused"),
  "settings-offline"() {
    const backend = settledBackend();
    backend.setConnected(false);
    return backend;
  },
  "settings-halted"() {
    const backend = settledBackend();
    putTradingMode(backend, "HALTED", "Quotes look wrong since 10:28");
    putSwitch(backend, "acct_0a1b2c", { mode: "HALTED", reason: "Five refusals in a row.", updated_by: "anomaly-guard" });
    putAlerts(backend, [alert({ kind: "KILL_SWITCH", key: "acct_0a1b2c-HALTED", level: "CRITICAL" })]);
    return backend;
  },
  "settings-push": pushingBackend,
  "settings-live": () => liveBackend(false),
  "settings-live-enabled": () => liveBackend(true),
  "settings-live-off"() {
    const backend = liveBackend(false);
    backend.answer("set_live_trading", refuse("FAILED_PRECONDITION", "This deployment does not trade with real money; its operator has not switched that on.", { correlation_id: "c-50ff", reason_code: "LIVE_TRADING_OFF" }));
    return backend;
  },
  "settings-push-forbidden"() {
    const backend = settledBackend();
    backend.push = { register: async () => null };
    return backend;
  },
  "settings-push-refused"() {
    const backend = pushingBackend();
    backend.answer("register_device", refuse("UNAVAILABLE", "The store did not confirm the browser.", { correlation_id: "c-77fa", reason_code: "STORE_UNAVAILABLE" }));
    return backend;
  },
  "settings-refused"() {
    const backend = settledBackend();
    backend.answer("save_policy", refuse("INVALID_ARGUMENT", "limits.max_orders is 39; it must be below what the operator allows.", { correlation_id: "c-1d77", field: "limits.max_orders", value: "39" }));
    backend.answer("save_preferences", refuse("INVALID_ARGUMENT", "webhook_url must begin with https.", { correlation_id: "c-90ab", field: "webhook_url" }));
    backend.answer("set_trading_mode", refuse("PERMISSION_DENIED", "Only the operator may change the trading mode.", { correlation_id: "c-11aa", reason_code: "NOT_OPERATOR" }));
    return backend;
  },
};
