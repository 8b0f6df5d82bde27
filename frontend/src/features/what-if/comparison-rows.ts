import { formatMoney, formatPercent, formatQuantity } from "@/components/money/format";
import type { whatIf } from "@/lib/messages/what-if";
import type { Outcome } from "./outcome";

export interface ComparisonRow {
  name: keyof typeof whatIf.figures;
  figure: (outcome: Outcome) => string | null;
  /** What the scenario starts from, where that says something. */
  before?: (outcome: Outcome) => string | null;
  show: (figure: string) => string;
  isEstimate?: boolean;
}

const PERCENT = { show: formatPercent };
const MONEY = { show: formatMoney };
const COUNT = { show: formatQuantity };

/** The figures that scenarios are compared by, in the order of the table. */
export const COMPARISON_ROWS: readonly ComparisonRow[] = [
  { name: "max", figure: ({ after }) => after.max, before: ({ before }) => before.max, ...PERCENT },
  { name: "mean", figure: ({ after }) => after.mean, before: ({ before }) => before.mean, ...PERCENT },
  { name: "rms", figure: ({ after }) => after.rms, before: ({ before }) => before.rms, ...PERCENT },
  { name: "accuracy", figure: ({ after }) => after.accuracy, before: ({ before }) => before.accuracy, ...PERCENT },
  { name: "turnover", figure: ({ turnover }) => turnover, ...PERCENT },
  { name: "cost", figure: ({ cost }) => cost, ...MONEY },
  { name: "trades", figure: ({ tradeCount }) => String(tradeCount), ...COUNT },
  { name: "cash", figure: ({ cash }) => cash, before: ({ cashBefore }) => cashBefore, ...MONEY },
  { name: "taxNow", figure: ({ taxNow }) => taxNow, isEstimate: true, ...MONEY },
  { name: "taxSaved", figure: ({ taxSaved }) => taxSaved, isEstimate: true, ...MONEY },
  { name: "warnings", figure: ({ warningCount }) => String(warningCount), ...COUNT },
];
