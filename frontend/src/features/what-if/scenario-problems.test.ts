import { expect, it } from "vitest";
import { emptyTrade, plainScenario, type Scenario, type ScenarioEdit } from "./scenario";
import { problemsOf, targetsTotal } from "./scenario-problems";

const KNOWN = ["MSFT", "XOM"];
const supposing = (edit: ScenarioEdit): Scenario => ({ ...plainScenario("Test"), ...edit });
const targets = (percents: Record<string, string>, cashPercent = "0") => ({
  rows: Object.entries(percents).map(([symbol, percent]) => ({ id: symbol, symbol, percent, tolerance: null })),
  cashPercent,
});
const messagesOf = (edit: ScenarioEdit) => problemsOf(supposing(edit), KNOWN).map((problem) => problem.message);

it("finds nothing wrong with the portfolio as it is", () => {
  expect(problemsOf(plainScenario("As it is"), KNOWN)).toEqual([]);
});

it.each([
  ["90", "9"],
  ["90", "10.01"],
])("accepts targets of %s and %s in cash, as the server does", (percent, cash) => {
  expect(messagesOf({ targets: targets({ MSFT: percent }, cash) })).toEqual([]);
});

it.each([
  ["90", "10.02", "100.02"],
  ["90", "8.99", "98.99"],
])("refuses targets of %s and %s in cash, with their sum", (percent, cash, sum) => {
  expect(messagesOf({ targets: targets({ MSFT: percent }, cash) })).toEqual([
    `The targets must add up to 100%; they add up to ${sum}%. “Scale to 100%” fixes that.`,
  ]);
});

it("names the symbol of an unreadable target and does not add up", () => {
  const odd = targets({ MSFT: "fifty", XOM: "50" });

  expect([messagesOf({ targets: odd }), targetsTotal(odd)]).toEqual([["The target of MSFT must be a number from 0 to 100 with at most two decimals."], null]);
});

it("finds a symbol that is listed twice in its second row", () => {
  const twice = { rows: [{ id: "MSFT", symbol: "MSFT", percent: "50", tolerance: null }, { id: "new", symbol: "MSFT", percent: "50", tolerance: null }], cashPercent: "0" };

  expect(problemsOf(supposing({ targets: twice }), KNOWN).map((problem) => problem.field)).toEqual(["symbol new"]);
});

it("asks for an amount where money flows", () => {
  expect(messagesOf({ flow: { kind: "deposit", amount: "" } })).toEqual(["Enter an amount, or choose “None”."]);
});

it("ignores an amount where none flows", () => {
  expect(messagesOf({ flow: { kind: "none", amount: "abc" } })).toEqual([]);
});

it("keeps today's price where a field is empty and refuses a price of zero", () => {
  expect(messagesOf({ prices: { MSFT: "", XOM: "0" } })).toEqual(["The price of XOM must be a number above 0 with at most nine decimals."]);
});

it("wants a symbol and a size of an own trade", () => {
  expect(messagesOf({ trades: [emptyTrade()] })).toEqual(["Enter a symbol, for example SPY.", "The size of trade 1 must be a number above 0 with at most nine decimals."]);
});

it("knows that an asset class has no shares", () => {
  expect(messagesOf({ trades: [{ ...emptyTrade(), what: "class", name: "EQUITY", size: "5", unit: "quantity" }] })).toEqual(["A trade of an asset class is given in dollars."]);
});

it("looks into no decision about a symbol that is neither held nor targeted", () => {
  expect(messagesOf({ watched: ["MSFT", "TLT"] })).toEqual(["TLT is neither held nor targeted here, so there is no decision about it."]);
});

it("wants a name", () => {
  expect(problemsOf(plainScenario("  "), KNOWN).map((problem) => problem.section)).toEqual(["name"]);
});
