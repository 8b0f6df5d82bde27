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

it("starts from where the portfolio stands", () => {
  expect(outcomeOf({}, simulated({}))).toMatchObject({
    status: "READY",
    before: { max: "9.100109", mean: "7.059940", rms: "7.311201", accuracy: "85.878923" },
    cashBefore: "2.11",
    asOf: simulated({}).as_of,
    warningCount: simulated({}).warnings.length,
  });
});

it("knows no cost, taxes or classes that the server has not told", () => {
  const untold = { ...simulated({}), what_if: null, tax: null };

  expect(outcomeOf({}, untold)).toMatchObject({ cost: null, taxNow: null, taxSaved: null, classes: [] });
});

it("passes on cost, taxes and classes that it has told", () => {
  const told = simulated(OWN);
  const plan = simulated({});

  expect(outcomeOf(OWN, told)).toMatchObject({ cost: told.what_if?.cost, classes: told.what_if?.allocation_after, turnover: told.what_if?.turnover_percent, after: { max: told.what_if?.max_drift_percent } });
  expect(outcomeOf({}, plan).taxSaved).toBe(plan.tax?.tax_saved_estimate);
  expect(outcomeOf({}, plan).rows).toBe(plan.after.drift_analysis);
});

it("takes own trades without an answer about them for no change", () => {
  const untold = { ...simulated(OWN), what_if: null };

  expect(outcomeOf(OWN, untold)).toMatchObject({ turnover: "0", cash: "2.11", cost: null, rows: null, classes: [], after: { max: null } });
});
