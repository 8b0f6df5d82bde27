import { expect, it } from "vitest";
import { emptyTrade, plainScenario, type Scenario, type ScenarioEdit } from "./scenario";
import { whatIf } from "@/lib/messages/what-if";
import { type Problem, problemAt, problemsOf, targetsTotal } from "./scenario-problems";

const text = whatIf.fields;
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

it.each<[string, ScenarioEdit, Partial<Problem>[]]>([
  ["the amount", { flow: { kind: "deposit", amount: "abc" } }, [{ section: "flow", field: "amount", message: text.flow }]],
  ["an amount of spaces", { flow: { kind: "deposit", amount: "  " } }, [{ section: "flow", field: "amount", message: text.sizeOfFlow }]],
  ["the cash", { targets: targets({ MSFT: "90" }, "ten") }, [{ section: "targets", field: "cash", message: text.cash }]],
  ["the missing targets", { targets: targets({}, "100") }, [{ section: "targets", field: "rows", message: text.noTargets }]],
  ["the sum", { targets: targets({ MSFT: "90" }) }, [{ section: "targets", field: "total", message: text.total("90") }]],
  ["the missing symbol", { targets: targets({ "": "100" }) }, [{ section: "targets", field: "symbol ", message: text.symbolMissing }]],
  ["the odd symbol", { targets: targets({ "no symbol": "100" }) }, [{ section: "targets", field: "symbol no symbol", message: text.symbol("no symbol") }]],
  ["the percent", { targets: targets({ MSFT: "x" }) }, [{ section: "targets", field: "percent MSFT", message: text.percent("MSFT") }]],
  ["the price", { prices: { MSFT: " ", XOM: "-1" } }, [{ section: "prices", field: "XOM", message: text.price("XOM") }]],
  ["the symbol that is watched", { watched: ["TLT"] }, [{ section: "watched", field: "TLT", message: text.watched("TLT") }]],
  [
    "the parts of a trade",
    { trades: [{ ...emptyTrade(), id: "t1", name: "no symbol", size: "-" }] },
    [
      { section: "trades", field: "name t1", message: text.symbol("no symbol") },
      { section: "trades", field: "size t1", message: text.size(1) },
    ],
  ],
  [
    "the parts of a trade of a class",
    { trades: [{ ...emptyTrade(), id: "t1", what: "class", name: "?", size: "5", unit: "quantity" }] },
    [
      { section: "trades", field: "name t1", message: text.assetClass },
      { section: "trades", field: "unit t1", message: text.unitOfClass },
    ],
  ],
])("names the control of %s", (_, edit, expected) => {
  expect(problemsOf(supposing(edit), KNOWN)).toEqual(expected);
});

it("lets shares of a symbol, dollars of a class and a positive price pass", () => {
  const trades = [
    { ...emptyTrade(), name: "MSFT", size: "5", unit: "quantity" as const },
    { ...emptyTrade(), what: "class" as const, name: "EQUITY", size: "5" },
  ];

  expect(messagesOf({ trades, prices: { MSFT: "0.01" }, flow: { kind: "withdrawal", amount: "1" } })).toEqual([]);
});

it("counts an empty target as zero in the sum", () => {
  expect(targetsTotal(targets({ MSFT: " ", XOM: "60" }, ""))).toBe("60");
});

it("finds the message of a control among others of its name", () => {
  const problems = [
    { section: "name", field: "amount", message: "other section" },
    { section: "flow", field: "other", message: "other field" },
    { section: "flow", field: "amount", message: "this one" },
  ] as const;

  expect(problemAt(problems, "flow", "amount")).toBe("this one");
  expect(problemAt(problems, "flow", "kind")).toBeNull();
});

it("does not add up what has other problems", () => {
  expect(messagesOf({ targets: targets({ "no symbol": "90" }) })).toEqual([text.symbol("no symbol")]);
});
