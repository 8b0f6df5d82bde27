import type { CheckRebalanceDriftRequest } from "@/lib/contracts/generated";
import type { FakeBackend } from "../fake-backend";
import { preview } from "../samples";
import { driftedBackend } from "./allocation";

/** A preview of four orders with the owner's wishes laid over it, as the server would answer. */
function editedPreview({ edits = [] }: CheckRebalanceDriftRequest) {
  const wished = new Map(edits.map((edit) => [edit.symbol, String(edit.qty)]));
  const { trades, ...rest } = preview();
  const kept = trades.filter((trade) => wished.get(trade.symbol) !== "0");
  const left = trades.filter((trade) => wished.get(trade.symbol) === "0");
  return {
    ...rest,
    plan_id: edits.length > 0 ? "pl_0002" : rest.plan_id,
    trades: kept.map((trade) => ({ ...trade, qty: wished.get(trade.symbol) ?? trade.qty, is_edited: wished.has(trade.symbol) })),
    skipped: left.map(({ symbol }) => ({ symbol, reason_code: "LEFT_OUT_BY_OWNER" as const, reason: `${symbol} is left out by its owner.` })),
  };
}

/** Back ends whose plans their owner edits or has edited, by name. */
export const EDITED_SCENES: Record<string, () => FakeBackend> = {
  edited() {
    const backend = driftedBackend();
    backend.answer("check_rebalance_drift", (request) => editedPreview(request as CheckRebalanceDriftRequest));
    return backend;
  },
  "edited-before"() {
    const backend = driftedBackend();
    const made = editedPreview({ edits: [{ symbol: "MSFT", qty: "0" }, { symbol: "WMT", qty: "10" }] });
    backend.answer("show_plan", () => made);
    backend.answer("check_rebalance_drift", (request) => editedPreview(request as CheckRebalanceDriftRequest));
    return backend;
  },
  "edited-expired"() {
    const backend = driftedBackend();
    backend.answer("check_rebalance_drift", (request) => ({ ...editedPreview(request as CheckRebalanceDriftRequest), plan_expires_at: "2020-03-23T15:10:00Z" }));
    return backend;
  },
};
