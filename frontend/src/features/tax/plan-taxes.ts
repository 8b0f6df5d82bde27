import type { PlannedTrade, SideName, TaxPreviewView } from "@/lib/contracts/generated";
import { formatMoney } from "@/components/money/format";
import { tax as taxMessages } from "@/lib/messages/tax";
import { compareDecimals, isPositive, magnitude } from "@/lib/percent";
import { sumOf } from "./lot-groups";

const text = taxMessages.panel;

/** What a plan does to the year's tax, in a sentence or two. */
export function taxSentence(tax: TaxPreviewView): string {
  const effect = tax.sales.length === 0 && isZero(tax.tax_now_estimate) ? text.noSales : effectOf(tax.tax_now_estimate);
  return [effect, comparison(tax)].filter(Boolean).join(" ");
}

/** The losses this plan realises to save tax. */
export function harvestedLoss({ harvests }: TaxPreviewView): string {
  return sumOf(harvests.filter((harvest) => harvest.status === "TAKEN").map((harvest) => harvest.loss_estimate));
}

/** Symbols that are sold although their lots are not known. */
export function soldWithoutLots(trades: readonly PlannedTrade[]): string[] {
  return trades.filter((trade) => trade.side === "sell" && trade.tax_implication === "UNKNOWN").map((trade) => trade.symbol);
}

/** Reads a signed quantity: sales are negative, zero is no trade. */
export function signedTrade(quantity: string): { side: SideName; quantity: string } | null {
  if (isZero(quantity)) return null;
  return { side: isPositive(quantity) ? "buy" : "sell", quantity: magnitude(quantity) };
}

export function isZero(decimal: string): boolean {
  return compareDecimals(decimal, "0") === 0;
}

function effectOf(now: string): string {
  if (isZero(now)) return text.neutral;
  const amount = formatMoney(magnitude(now));
  return isPositive(now) ? text.costs(amount) : text.saves(amount);
}

function comparison({ tax_saved_estimate: saved, tax_plain_estimate: plain }: TaxPreviewView): string {
  if (isZero(saved)) return "";
  const words = isPositive(saved) ? text.plainMore : text.plainLess;
  return words(formatMoney(magnitude(saved)), formatMoney(plain));
}
