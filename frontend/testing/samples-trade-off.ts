import type { TradeOffPointView } from "@/lib/contracts/generated";

const STEPS = 20;

/** A curve from doing nothing to exact targets; in the middle losses save more than the trades cost. */
export function tradeOffPoints(): TradeOffPointView[] {
  const still: TradeOffPointView = { risk_aversion: null, drift: "0.013200000000", price: "0", cost: "0", tax: "0", trades: 0 };
  return [still, ...Array.from({ length: STEPS }, (_, step) => pointAt((step + 1) / STEPS))];
}

function pointAt(way: number): TradeOffPointView {
  const [cost, tax] = [0.0004 * way, 0.006 * way ** 2 - 0.0015];
  return {
    risk_aversion: (10 ** (4 * way)).toPrecision(4),
    drift: (0.0132 * (1 - way)).toFixed(12),
    price: (cost + tax).toFixed(12),
    cost: cost.toFixed(12),
    tax: tax.toFixed(12),
    trades: Math.ceil(4 * way),
  };
}
