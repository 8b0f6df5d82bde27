import { Big } from "big.js";
import type { TaxLotDocument, Term } from "@/lib/contracts/generated";
import { compareDecimals } from "@/lib/percent";
import { daysUntil, longTermFrom, termOn } from "./term";

/** A lot as it stands on a day. */
export interface LotView extends TaxLotDocument {
  /** Unique among all lots of the portfolio. */
  key: string;
  term: Term;
  longFrom: string;
  /** Zero where it is long term already. */
  daysLeft: number;
}

/** What is held of one symbol. */
export interface LotGroup {
  symbol: string;
  lots: LotView[];
  quantity: string;
  basis: string;
  shortCount: number;
  /** The lot that turns long term next; null where all of them are. */
  next: LotView | null;
}

export type LotOrder = "symbol" | "release" | "basis";
export type TermChoice = "ALL" | Term;

export interface LotFilter {
  symbol: string;
  term: TermChoice;
  order: LotOrder;
}

/** Works out term and release date of every lot on a day of New York's. */
export function viewLots(lots: readonly TaxLotDocument[], today: string): LotView[] {
  return lots.map((lot) => {
    const longFrom = longTermFrom(lot.held_from);
    return {
      ...lot,
      key: `${lot.account} ${lot.lot_id} ${lot.part}`,
      term: termOn(lot.held_from, today),
      longFrom,
      daysLeft: daysUntil(longFrom, today),
    };
  });
}

/** The lots that pass a filter, by symbol; groups and the lots inside them stand in the filter's order. */
export function groupLots(lots: readonly LotView[], { symbol, term, order }: LotFilter): LotGroup[] {
  const wanted = symbol.trim().toUpperCase();
  const bySymbol = new Map<string, LotView[]>();
  for (const lot of lots) {
    if (!lot.symbol.includes(wanted) || (term !== "ALL" && lot.term !== term)) continue;
    const known = bySymbol.get(lot.symbol);
    if (known) known.push(lot);
    else bySymbol.set(lot.symbol, [lot]);
  }
  return [...bySymbol].map(([name, held]) => groupOf(name, held.toSorted(LOT_ORDERS[order]))).toSorted(GROUP_ORDERS[order]);
}

/** The lot that turns long term next, or null. */
export function nextRelease(lots: readonly LotView[]): LotView | null {
  return lots.reduce<LotView | null>((first, lot) => (lot.term === "SHORT" && (!first || lot.longFrom < first.longFrom) ? lot : first), null);
}

function groupOf(symbol: string, lots: LotView[]): LotGroup {
  return {
    symbol,
    lots,
    quantity: sumOf(lots.map((lot) => lot.quantity)),
    basis: sumOf(lots.map((lot) => lot.cost_basis)),
    shortCount: lots.filter((lot) => lot.term === "SHORT").length,
    next: nextRelease(lots),
  };
}

/** Adds decimals exactly. */
export function sumOf(decimals: readonly string[]): string {
  return decimals.reduce((sum, each) => sum.plus(each), new Big(0)).toFixed();
}

const byText = (left: string, right: string) => (left < right ? -1 : left > right ? 1 : 0);
const byAge = (left: LotView, right: LotView) => byText(left.acquired, right.acquired) || byText(left.key, right.key);
const bySymbolName = (left: LotGroup, right: LotGroup) => byText(left.symbol, right.symbol);
const NEVER = "9999-12-31";
const releaseOf = (lot: LotView | null) => (lot?.term === "SHORT" ? lot.longFrom : NEVER);

const LOT_ORDERS: Record<LotOrder, (left: LotView, right: LotView) => number> = {
  symbol: byAge,
  release: (left, right) => byText(releaseOf(left), releaseOf(right)) || byAge(left, right),
  basis: (left, right) => compareDecimals(right.cost_basis, left.cost_basis) || byAge(left, right),
};

const GROUP_ORDERS: Record<LotOrder, (left: LotGroup, right: LotGroup) => number> = {
  symbol: bySymbolName,
  release: (left, right) => byText(releaseOf(left.next), releaseOf(right.next)) || bySymbolName(left, right),
  basis: (left, right) => compareDecimals(right.basis, left.basis) || bySymbolName(left, right),
};
