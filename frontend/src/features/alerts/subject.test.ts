import { expect, it } from "vitest";
import type { AlertKind } from "@/lib/contracts/generated";
import { subjectOf, wayOf } from "./subject";

it.each<[AlertKind, string, string]>([
  ["DRIFT", "XOM", "XOM"],
  ["DRIFT", "$CASH", "Cash"],
  ["RUN", "run_0001", "Run run_0001"],
  ["REFUSAL", "plan", "Scheduled rebalancing"],
  ["KILL_SWITCH", "PORTFOLIO-HALTED", "This portfolio: trading halted"],
  ["KILL_SWITCH", "USER-REDUCE_ONLY", "All your portfolios: sells only"],
  ["KILL_SWITCH", "acct_0a1b-HALTED", "Your brokerage account: trading halted"],
  ["KILL_SWITCH", "MOON-HALTED", "MOON-HALTED"],
  ["STALE_PRICES", "check", "Portfolio check"],
  ["TAX_WINDOW", "SPY-NO_BUY", "SPY: a purchase would take a loss away"],
  ["TAX_WINDOW", "BRK.B-NO_LOSS_SALE", "BRK.B: a sale at a loss would not count"],
  ["TAX_WINDOW", "SPY-LONG_TERM-2026-02-06", "SPY: long term from Fri, Feb 6, 2026"],
  ["TAX_WINDOW", "SPY", "SPY"],
  ["PLAN_WAITING", "plan", "Scheduled rebalancing"],
  ["PLAN_WAITING", "pl_0001", "Plan pl_0001"],
  ["DELIVERY", "WEBHOOK", "Webhook"],
  ["DELIVERY", "toString", "toString"],
])("says what an alert of kind %s about %s concerns", (kind, key, words) => {
  expect(subjectOf({ kind, key })).toBe(words);
});

it.each<[AlertKind, string, string]>([
  ["DRIFT", "XOM", "/allocation"],
  ["RUN", "run_0001", "/history/run_0001"],
  ["RUN", "a/b", "/history/a%2Fb"],
  ["REFUSAL", "plan", "/schedules"],
  ["KILL_SWITCH", "USER-HALTED", "/settings#risk"],
  ["STALE_PRICES", "check", "/schedules"],
  ["TAX_WINDOW", "SPY-NO_BUY", "/tax"],
  ["PLAN_WAITING", "plan", "/allocation"],
  ["PLAN_WAITING", "pl_0001", "/plans/pl_0001"],
  ["DELIVERY", "MAIL", "/settings#notifications"],
])("leads from an alert of kind %s about %s to %s", (kind, key, to) => {
  expect(wayOf({ kind, key }).to).toBe(to);
});
