import { DEMO_USER, type FakeBackend } from "../fake-backend";
import { alert, entry, resolved } from "../samples-alerts";
import { driftedBackend, putTradingMode } from "./allocation";

const ROOT = `userSettings/${DEMO_USER.uid}`;

export function putAlerts(backend: FakeBackend, alerts: readonly ReturnType<typeof alert>[]): void {
  for (const each of alerts) backend.put(`${ROOT}/drift_alert_history/${each.alert_id}`, each);
}

export function putInbox(backend: FakeBackend, entries: readonly ReturnType<typeof entry>[]): void {
  for (const each of entries) backend.put(`${ROOT}/inbox/${each.entry_id}`, each);
}

type Fate = "silent" | "refused";

/** The same back end whose listeners under a path stay without an answer, or are refused. */
export function withFate(backend: FakeBackend, path: string, fate: Fate): FakeBackend {
  const meet = (observer: { error: (cause: unknown) => void }) => {
    if (fate === "refused") queueMicrotask(() => observer.error(new Error("permission-denied")));
    return () => undefined;
  };
  return {
    ...backend,
    watchDoc: (asked, observer) => (asked.startsWith(path) ? meet(observer) : backend.watchDoc(asked, observer)),
    watchQuery: (query, observer) => (query.path.startsWith(path) ? meet(observer) : backend.watchQuery(query, observer)),
  };
}

/** Episodes of every kind, open and resolved, and what was told of them. */
export function alertedBackend(): FakeBackend {
  const backend = driftedBackend();
  putAlerts(backend, [
    alert(),
    alert({ alert_id: "al_0002", key: "WMT", level: "CRITICAL", text: "WMT is 8.81 points over its target of 25%, outside its band of 5 points.", changed_at: "2020-03-20T13:45:00Z" }),
    alert({ alert_id: "al_0003", kind: "PLAN_WAITING", key: "plan", text: "The plan waits for approval.", opened_at: "2020-03-23T13:45:00Z" }),
    alert({ alert_id: "al_0004", kind: "TAX_WINDOW", key: "XOM-LONG_TERM-2020-03-27", level: "INFO", text: "40 shares of XOM are long term from 2020-03-27 on, short term before.", opened_at: "2020-03-20T13:45:00Z", changed_at: "2020-03-20T13:45:00Z" }),
    alert({ alert_id: "al_0005", kind: "DELIVERY", key: "WEBHOOK", text: "Messages by webhook do not arrive: the receiver answered 503.", opened_at: "2020-03-21T10:02:00Z", changed_at: "2020-03-21T10:02:00Z" }),
    resolved({ alert_id: "al_0006", key: "$CASH", text: "Cash is 6.1 points over its target, outside its band of 5 points.", opened_at: "2020-03-02T14:45:00Z", resolved_at: "2020-03-05T14:46:00Z", changed_at: "2020-03-05T14:46:00Z" }),
    resolved({ alert_id: "al_0007", kind: "KILL_SWITCH", key: "PORTFOLIO-REDUCE_ONLY", text: "Nothing but sales of what is held is sent for this portfolio: the account is 16% below its peak.", opened_at: "2020-03-12T14:31:00Z", resolved_at: "2020-03-13T15:02:00Z", changed_at: "2020-03-13T15:02:00Z" }),
    resolved({ alert_id: "al_0008", kind: "RUN", key: "run_0001", level: "CRITICAL", text: "One order was rejected by the broker.", opened_at: "2020-03-09T15:05:09Z", resolved_at: "2020-03-09T15:09:40Z", changed_at: "2020-03-09T15:09:40Z" }),
  ]);
  putInbox(backend, [
    entry(),
    entry({ entry_id: "ev_0002", kind: "run_changed", level: "INFO", title: "Rebalancing is complete", text: "All 4 orders were filled.", at: "2020-03-18T15:06:00Z" }),
    entry({ entry_id: "ev_0003", kind: "trial_sent", level: "CRITICAL", title: "Test message", text: "This is the test somebody asked for. It works.", at: "2020-03-17T09:00:00Z" }),
  ]);
  return backend;
}

export const ALERTS_SCENES: Record<string, () => FakeBackend> = {
  alerts: alertedBackend,
  "alerts-empty": () => driftedBackend(),
  "alerts-loading": () => withFate(alertedBackend(), `${ROOT}/drift_alert_history`, "silent"),
  "alerts-unreadable": () => withFate(alertedBackend(), `${ROOT}/drift_alert_history`, "refused"),
  "inbox-unreadable": () => withFate(alertedBackend(), `${ROOT}/inbox`, "refused"),
  "alerts-resolved"() {
    const backend = driftedBackend();
    putAlerts(backend, [resolved(), resolved({ alert_id: "al_0009", key: "JPM" })]);
    return backend;
  },
  "alerts-many"() {
    const backend = alertedBackend();
    putAlerts(
      backend,
      Array.from({ length: 32 }, (_, index) => {
        const day = new Date(Date.UTC(2020, 0, 1 + index)).toISOString();
        return resolved({ alert_id: `old_${index}`, key: "MSFT", opened_at: day, resolved_at: day, changed_at: day, text: `MSFT was out of its band (${index}).` });
      }),
    );
    return backend;
  },
  "alerts-offline"() {
    const backend = alertedBackend();
    backend.setConnected(false);
    return backend;
  },
  "alerts-halted"() {
    const backend = alertedBackend();
    putTradingMode(backend, "HALTED", "Quotes look wrong since 10:28");
    putAlerts(backend, [
      alert({ alert_id: "al_0010", kind: "KILL_SWITCH", key: "acct_0a1b2c-HALTED", level: "CRITICAL", text: "No order is sent to this brokerage account: five refusals in a row.", opened_at: "2020-03-23T14:31:00Z", changed_at: "2020-03-23T14:31:00Z" }),
    ]);
    return backend;
  },
};
