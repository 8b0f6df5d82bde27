import { Big } from "big.js";
import type { TradeEdit } from "@/lib/contracts/generated";
import { readAmount } from "@/lib/typed-number";
import type { OwnTrade } from "./own-trades";

const SHARE_PLACES = 9;

/** A trade of the plan while its owner edits it; the side stays the plan's. */
export interface TradeDraft {
  symbol: string;
  side: OwnTrade["side"];
  /** Null where it is not known; the plan's own is then asked for by typing nothing. */
  plannedQty: string | null;
  /** What was typed. */
  qty: string;
  isIncluded: boolean;
}

/** Lays the wishes of earlier edits over the trades the plan makes by itself. */
export function draftTrades(planned: readonly OwnTrade[], wishes: readonly TradeEdit[]): TradeDraft[] {
  const wished = new Map(wishes.map((edit) => [edit.symbol, String(edit.qty)]));
  return planned.map((trade) => {
    const wish = wished.get(trade.symbol);
    const isIncluded = wish === undefined || !new Big(wish).eq(0);
    return {
      symbol: trade.symbol,
      side: trade.side,
      plannedQty: trade.qty,
      qty: (isIncluded ? wish : undefined) ?? trade.qty ?? "",
      isIncluded,
    };
  });
}

/** Reads a typed number of shares, or null when it is none. */
export function readShares(typed: string): string | null {
  return readAmount(typed, SHARE_PLACES);
}

/** The first symbol whose number of shares cannot be read, or null. */
export function unreadable(drafts: readonly TradeDraft[]): string | null {
  return drafts.find(isUnreadable)?.symbol ?? null;
}

export function isUnreadable({ isIncluded, plannedQty, qty }: TradeDraft): boolean {
  const isPlansOwn = plannedQty === null && qty.trim() === "";
  return isIncluded && !isPlansOwn && readShares(qty) === null;
}

/** What to ask for: only trades that differ from what the plan wants by itself. */
export function editsOf(drafts: readonly TradeDraft[]): TradeEdit[] {
  return drafts.flatMap((draft) => {
    const qty = draft.isIncluded ? (readShares(draft.qty) ?? draft.plannedQty) : "0";
    const isPlansOwn = qty === null || (draft.plannedQty !== null && new Big(qty).eq(draft.plannedQty));
    return isPlansOwn ? [] : [{ symbol: draft.symbol, qty }];
  });
}
