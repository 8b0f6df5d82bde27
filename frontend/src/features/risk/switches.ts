import type { AlertDocument, TradingMode, TradingScope } from "@/lib/contracts/generated";
import type { TradingState } from "./trading-state";

/** One of the four switches over a portfolio's orders. */
export interface KillSwitch {
  scope: TradingScope;
  state: TradingState;
}

export interface Verdict {
  /** Null as long as a switch has not been read that might be the strictest. */
  mode: TradingMode | null;
  /** The switches that are the reason; none where all allow everything. */
  scopes: TradingScope[];
}

/** The trading state that counts for the portfolio, and the switches that make it so. */
export interface StrictestState extends TradingState {
  scopes: readonly TradingScope[];
}

const ACCOUNT_SWITCH = /^(acct_[0-9a-f]+)-(?:HALTED|REDUCE_ONLY)$/;

const OWN_FIRST: readonly TradingScope[] = ["USER", "PORTFOLIO", "ACCOUNT", "EVERYBODY"];

/** Folds the switches into the strictest mode and the switches that are at it. */
export function strictestOf(switches: readonly KillSwitch[]): Verdict {
  const at = (mode: TradingMode | null) => switches.filter(({ state }) => state.mode === mode).map(({ scope }) => scope);
  const halted = at("HALTED");
  if (halted.length > 0) return { mode: "HALTED", scopes: halted };
  if (at(null).length > 0) return { mode: null, scopes: [] };
  const reduced = at("REDUCE_ONLY");
  return reduced.length > 0 ? { mode: "REDUCE_ONLY", scopes: reduced } : { mode: "ACTIVE", scopes: [] };
}

/** The state of the strictest switch, with the reason, time and author of the first that is at it. */
export function strictestState(switches: readonly KillSwitch[]): StrictestState {
  const { mode, scopes } = strictestOf(switches);
  const first = switches.find(({ scope }) => scope === scopes[0])?.state;
  return { reason: "", updatedAt: null, updatedBy: "", ...first, mode, scopes };
}

/** The switches that can stop trading further, or that can be resumed; own ones before the one over everybody. */
export function scopesToTurn(switches: readonly KillSwitch[], kind: "stop" | "resume"): TradingScope[] {
  const canTurn = (mode: TradingMode | null) => (kind === "stop" ? mode !== "HALTED" : mode === "HALTED" || mode === "REDUCE_ONLY");
  const found = new Set(switches.filter(({ state }) => canTurn(state.mode)).map(({ scope }) => scope));
  return OWN_FIRST.filter((scope) => found.has(scope));
}

/** The key of the account whose switch was turned last, as its alerts name it; null where none tells. */
export function accountKeyIn(alerts: readonly AlertDocument[]): string | null {
  const turned = alerts
    .filter(({ kind, key }) => kind === "KILL_SWITCH" && ACCOUNT_SWITCH.test(key))
    .toSorted((left, right) => right.changed_at.localeCompare(left.changed_at));
  return ACCOUNT_SWITCH.exec(turned[0]?.key ?? "")?.[1] ?? null;
}
