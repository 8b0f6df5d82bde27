import { expect, it } from "vitest";
import type { SimulateRequest } from "@/lib/contracts/generated";
import { simulated } from "../../../testing/samples-what-if";
import { outcomeOf } from "./outcome";

const OWN: SimulateRequest = { trades: [{ symbol: "WMT", action: "SELL", value: "5000" }] };

it("is about the trades of the plan where none are supposed", () => {
  const outcome = outcomeOf({}, simulated({}));

  expect(outcome).toMatchObject({ hasOwnTrades: false, tradeCount: 4, turnover: simulated({}).after.turnover_percent, taxNow: "284.34" });
});

it("is about own trades where there are some, with the cash after the last and without taxes", () => {
  const outcome = outcomeOf(OWN, simulated(OWN));

  expect(outcome).toMatchObject({ hasOwnTrades: true, tradeCount: 1, cash: "4999.6100", taxNow: null, taxSaved: null });
});

it("does not know a symbol's share after trades of asset classes", () => {
  const classes: SimulateRequest = { trades: [{ asset_class: "EQUITY", action: "SELL", value: "5000" }] };

  expect(outcomeOf(classes, simulated(classes))).toMatchObject({ rows: null, after: { max: null, mean: null } });
});

it("keeps cash as it is where trades are not paid in cash", () => {
  const result = simulated(OWN);
  const unpaid = { ...result, what_if: result.what_if && { ...result.what_if, cash_ledger: [] } };

  expect(outcomeOf(OWN, unpaid).cash).toBe("2.11");
});
