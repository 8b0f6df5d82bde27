import type { AlertDocument } from "@/lib/contracts/generated";
import { useLiveDoc, useLiveQuery, useUser } from "@/lib/firebase";
import { accountKeyIn, type KillSwitch } from "../switches";
import { readOwnSwitch, type TradingState } from "../trading-state";
import { useTradingState } from "./live-trading-state";

// The same listener as that of the open alerts, so that it costs nothing beside them.
const MOST_OPEN = 100;

/** Follows the four switches over the portfolio's orders, from the widest to the narrowest. */
export function useKillSwitches(): KillSwitch[] {
  const { uid } = useUser();
  return [
    { scope: "EVERYBODY", state: useTradingState() },
    { scope: "USER", state: useOwnSwitch(uid, "user") },
    { scope: "PORTFOLIO", state: useOwnSwitch(uid, "portfolio") },
    { scope: "ACCOUNT", state: useAccountSwitch(uid) },
  ];
}

function useOwnSwitch(uid: string, name: string): TradingState {
  return readOwnSwitch(useLiveDoc<unknown>(`userSettings/${uid}/risk_management/${name}`));
}

// The account's switch lies under a key the browser learns from the alert that each of its turns leaves. Without such an
// alert it was never turned, unless the alerts could not all be read.
function useAccountSwitch(uid: string): TradingState {
  const alerts = useLiveQuery<AlertDocument>({
    path: `userSettings/${uid}/drift_alert_history`,
    orderBy: "is_open",
    descending: true,
    limit: MOST_OPEN,
  });
  const key = alerts.status === "ready" ? accountKeyIn(alerts.value) : null;
  const state = useLiveDoc<unknown>(key && `userSettings/${uid}/risk_management/${key}`);
  if (key !== null) return readOwnSwitch(state);
  const isCut = alerts.status === "ready" && alerts.value.length === MOST_OPEN && alerts.value.every(({ is_open }) => is_open);
  return readOwnSwitch(alerts.status === "ready" && !isCut ? { status: "missing", fromCache: alerts.fromCache } : { status: "loading" });
}
