import { messages } from "@/lib/messages";

/** The row of uninvested cash; a stock with the ticker CASH exists, so cash is marked. */
export const CASH_SYMBOL = "$CASH";

export function symbolName(symbol: string): string {
  return symbol === CASH_SYMBOL ? messages.common.cash : symbol;
}
