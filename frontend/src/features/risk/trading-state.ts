import type { RiskStatusDocument, TradingMode } from "@/lib/contracts/generated";
import type { Live } from "@/lib/firebase";
import { messages } from "@/lib/messages";

/** The kill switch as the browser knows it. `mode` is null only until the first answer. */
export interface TradingState {
  mode: TradingMode | null;
  reason: string;
  updatedAt: string | null;
  updatedBy: string;
}

const UNKNOWN_YET: TradingState = { mode: null, reason: "", updatedAt: null, updatedBy: "" };

/** Reads the kill switch, failing closed: missing, unreadable or malformed means halted. */
export function readTradingState(live: Live<unknown>): TradingState {
  if (live.status === "loading") return UNKNOWN_YET;
  if (live.status === "missing") return halted(messages.risk.missing);
  if (live.status === "error" || !isRiskStatus(live.value)) return halted(messages.risk.unreadable);
  const { mode, trading_enabled, reason, updated_at, updated_by } = live.value;
  return { mode: trading_enabled ? mode : "HALTED", reason, updatedAt: updated_at, updatedBy: updated_by };
}

/** Reads a switch of one's own: a missing one allows everything, an unreadable or malformed one nothing. */
export function readOwnSwitch(live: Live<unknown>): TradingState {
  if (live.status === "missing") return { ...UNKNOWN_YET, mode: "ACTIVE" };
  if (live.status === "error") return halted(messages.risk.ownUnreadable);
  const state = readTradingState(live);
  return state.reason === messages.risk.unreadable ? halted(messages.risk.ownUnreadable) : state;
}

function halted(reason: string): TradingState {
  return { ...UNKNOWN_YET, mode: "HALTED", reason };
}

const MODES: readonly unknown[] = ["ACTIVE", "REDUCE_ONLY", "HALTED"] satisfies TradingMode[];

function isRiskStatus(value: unknown): value is RiskStatusDocument {
  if (typeof value !== "object" || value === null) return false;
  const { trading_enabled, mode, reason, updated_at, updated_by } = value as Partial<RiskStatusDocument>;
  return (
    typeof trading_enabled === "boolean" &&
    MODES.includes(mode) &&
    [reason, updated_at, updated_by].every((text) => typeof text === "string")
  );
}
