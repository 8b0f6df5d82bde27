import type { SimulateRequest, SupposedTradeView } from "@/lib/contracts/generated";
import { readPercent } from "@/lib/percent";
import { readPositive } from "./amounts";
import type { OwnTrade, Scenario, ScenarioTargets } from "./scenario";
import { MONEY_PLACES, SHARE_PLACES } from "./scenario-problems";

/** The question that an unchanged portfolio asks. */
export const AS_IT_IS: SimulateRequest = {};

/** What a scenario asks the server; only what differs from the portfolio as it is. Its fields have to be readable. */
export function toRequest(scenario: Scenario): SimulateRequest {
  const prices = pricesOf(scenario);
  return {
    ...(scenario.method && { method: scenario.method }),
    ...(scenario.lotMethod && { lot_method: scenario.lotMethod }),
    ...(scenario.flow.kind !== "none" && { cash_flow: flowOf(scenario) }),
    ...(scenario.targets && targetsRequest(scenario.targets)),
    ...(Object.keys(prices).length > 0 && { prices }),
    ...(scenario.trades.length > 0 && { trades: scenario.trades.map(tradeOf), cash_leg: scenario.isPaidInCash }),
    ...(scenario.watched.length > 0 && { flip_points_of: watchedOf(scenario) }),
  };
}

/** Names a question: two scenarios that ask the same have one answer. */
export function requestKey(request: SimulateRequest): string {
  return JSON.stringify(request);
}

function flowOf({ flow }: Scenario): string {
  const amount = readPositive(flow.amount, MONEY_PLACES) ?? flow.amount;
  return flow.kind === "withdrawal" ? `-${amount}` : amount;
}

function targetsRequest({ rows, cashPercent }: ScenarioTargets): SimulateRequest {
  return {
    targets: rows.map(({ symbol, percent, tolerance }) => ({
      symbol,
      target_percent: readPercent(percent) ?? percent,
      ...(tolerance !== null && { tolerance_percent: tolerance }),
    })),
    cash_target_percent: readPercent(cashPercent) ?? cashPercent,
  };
}

function pricesOf({ prices }: Scenario): Record<string, string> {
  const given = Object.entries(prices).filter(([, price]) => price.trim() !== "");
  const sorted = given.toSorted(([left], [right]) => left.localeCompare(right));
  return Object.fromEntries(sorted.map(([symbol, price]) => [symbol, readPositive(price, SHARE_PLACES) ?? price]));
}

function tradeOf({ side, what, name, size, unit }: OwnTrade): SupposedTradeView {
  const amount = readPositive(size, SHARE_PLACES) ?? size;
  const subject = what === "class" ? { asset_class: name } : { symbol: name };
  return { ...subject, action: side, ...(unit === "value" ? { value: amount } : { quantity: amount }) };
}

function watchedOf({ watched }: Scenario): SimulateRequest["flip_points_of"] {
  const [first, second, third, fourth, fifth] = watched.toSorted((left, right) => left.localeCompare(right));
  if (first === undefined) return [];
  if (second === undefined) return [first];
  if (third === undefined) return [first, second];
  if (fourth === undefined) return [first, second, third];
  return fifth === undefined ? [first, second, third, fourth] : [first, second, third, fourth, fifth];
}
