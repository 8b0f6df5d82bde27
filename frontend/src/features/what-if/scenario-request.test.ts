import { expect, it } from "vitest";
import { plainScenario, type ScenarioEdit } from "./scenario";
import { requestKey, toRequest } from "./scenario-request";

const asked = (edit: ScenarioEdit) => toRequest({ ...plainScenario("Test"), ...edit });

it("asks nothing of the portfolio as it is", () => {
  expect(asked({})).toEqual({});
});

it("takes a withdrawal off", () => {
  expect(asked({ flow: { kind: "withdrawal", amount: "$1,200" } })).toEqual({ cash_flow: "-1200" });
});

it("sends targets with the bands they had", () => {
  const rows = [{ id: "SPY", symbol: "SPY", percent: "60", tolerance: "3" }, { id: "new", symbol: "TLT", percent: "30,5%", tolerance: null }];

  expect(asked({ targets: { rows, cashPercent: "9.5" } })).toEqual({
    targets: [{ symbol: "SPY", target_percent: "60", tolerance_percent: "3" }, { symbol: "TLT", target_percent: "30.5" }],
    cash_target_percent: "9.5",
  });
});

it("leaves out prices that were emptied", () => {
  expect(asked({ prices: { XOM: "28.5", JPM: " " } })).toEqual({ prices: { XOM: "28.5" } });
});

it("sends own trades in their order, by value or by quantity", () => {
  const trades = [
    { id: "1", side: "SELL", what: "class", name: "EQUITY", size: "500", unit: "value" },
    { id: "2", side: "BUY", what: "symbol", name: "TLT", size: "2.5", unit: "quantity" },
  ] as const;

  expect(asked({ trades, isPaidInCash: false })).toEqual({
    trades: [{ asset_class: "EQUITY", action: "SELL", value: "500" }, { symbol: "TLT", action: "BUY", quantity: "2.5" }],
    cash_leg: false,
  });
});

it("names method, lots and watched symbols", () => {
  expect(asked({ method: "TAX_AWARE", lotMethod: "HIFO", watched: ["XOM", "JPM", "WMT", "MSFT", "TLT"] })).toEqual({
    method: "TAX_AWARE",
    lot_method: "HIFO",
    flip_points_of: ["JPM", "MSFT", "TLT", "WMT", "XOM"],
  });
});

it("asks the same whatever the order in which prices were entered", () => {
  expect(requestKey(asked({ prices: { A: "1", B: "2" } }))).toBe(requestKey(asked({ prices: { B: "2", A: "1.0" } })));
});
