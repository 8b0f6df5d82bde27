import { expect, it } from "vitest";
import { type PolicyVersionDocument, readPolicy } from "./stored-policy";

it("is a draft with the server's defaults before anything was saved", () => {
  expect(readPolicy(null)).toMatchObject({
    version: 0,
    isDraft: true,
    autonomy: "PROPOSE",
    method: "THRESHOLD_REBALANCING",
    calendar: { frequency: "QUARTERLY", month: 1, day: 1 },
    limits: { max_orders: 100, max_order_value: "1000000", max_drawdown: null },
    execution: { order_type: "market", hold_seconds: 10 },
    triggers: { cooldown_days: 0, monitoring_minutes: null, rules: [{ rule_id: "drift" }] },
  });
});

it("reads what was saved", () => {
  const saved = {
    version: 7,
    autonomy: "AUTOMATIC",
    method: "CASH_FLOW",
    calendar: { frequency: "ANNUAL", month: 4, day: 3 },
    limits: { max_orders: 5 },
    execution: { order_type: "limit", hold_seconds: 0 },
    triggers: { cooldown_days: 9, rules: [] },
  } satisfies Partial<PolicyVersionDocument>;

  expect(readPolicy({ ...saved, status: "ACTIVE" })).toMatchObject({ ...saved, isDraft: false });
});

it("fills in what a version from before a field lacks, and is a draft unless it says otherwise", () => {
  const old = readPolicy({ version: 2, status: "DRAFT", limits: { max_orders: 5 }, triggers: { cooldown_days: 9 } });

  expect(old).toMatchObject({
    version: 2,
    isDraft: true,
    autonomy: "PROPOSE",
    limits: { max_orders: 5, max_day_orders: 400 },
    execution: { last_resort: "LEAVE_UNFILLED" },
    triggers: { cooldown_days: 9, rules: [{ rule_id: "drift", is_enabled: true }] },
  });
});

it("tells the weights that are wanted, of symbols that count", () => {
  const allocations = [
    { symbol: "SPY", weight: "0.6", is_enabled: true },
    { symbol: "TLT", weight: "0.4", is_enabled: false },
    { symbol: "GLD", weight: "0" },
    { symbol: "QQQ", weight: "0.4" },
  ];

  expect(readPolicy({ version: 1, status: "ACTIVE", targets: { allocations } }).weights).toEqual(
    new Map([
      ["SPY", "0.6"],
      ["QQQ", "0.4"],
    ]),
  );
  expect(readPolicy({ version: 1, status: "ACTIVE" }).weights).toBeNull();
});
