import { expect, it } from "vitest";
import { taxLot } from "../../../testing/samples-tax";
import { groupLots, nextRelease, viewLots } from "./lot-groups";

const lots = viewLots(
  [
    taxLot("B", "1", { acquired: "2019-05-01", held_from: "2019-05-01", cost_basis: "90" }),
    taxLot("A", "2", { acquired: "2019-04-01", held_from: "2019-04-01", quantity: "0.1", cost_basis: "100" }),
    taxLot("A", "3", { acquired: "2018-01-02", held_from: "2018-01-02", quantity: "0.2", cost_basis: "9.5" }),
  ],
  "2020-03-23",
);
const all = { symbol: "", term: "ALL", order: "symbol" } as const;
const idsOf = (filter: Parameters<typeof groupLots>[1]) => groupLots(lots, filter).map((group) => [group.symbol, ...group.lots.map((lot) => lot.lot_id)]);

it("groups lots by symbol, the oldest first", () => {
  expect(idsOf(all)).toEqual([["A", "3", "2"], ["B", "1"]]);
});

it("puts what turns long term first before the rest", () => {
  expect(idsOf({ ...all, order: "release" })).toEqual([["A", "2", "3"], ["B", "1"]]);
});

it("compares bases as decimals, the largest first", () => {
  expect(idsOf({ ...all, order: "basis" })).toEqual([["A", "2", "3"], ["B", "1"]]);
});

it("filters by a part of the symbol in any case, and by term", () => {
  expect([idsOf({ ...all, symbol: " b " }), idsOf({ ...all, term: "LONG" })]).toEqual([[["B", "1"]], [["A", "3"]]]);
});

it("adds up shares and basis exactly", () => {
  expect(groupLots(lots, all)[0]).toMatchObject({ quantity: "0.3", basis: "109.5", shortCount: 1 });
});

it("counts the days from the day of the holding period, not of the purchase", () => {
  const [tacked] = viewLots([taxLot("A", "1", { acquired: "2020-03-02", held_from: "2019-03-25" })], "2020-03-23");

  expect(tacked).toMatchObject({ term: "SHORT", longFrom: "2020-03-26", daysLeft: 3 });
});

it("finds the next release among short lots only", () => {
  expect([nextRelease(lots)?.lot_id, nextRelease(lots.filter((lot) => lot.term === "LONG"))]).toEqual(["2", null]);
});

it("tells parts of one purchase apart", () => {
  const parts = viewLots([taxLot("A", "1"), taxLot("A", "1", { part: 2 }), taxLot("A", "1", { account: "ira-1" })], "2020-03-23");

  expect(new Set(parts.map((lot) => lot.key)).size).toBe(3);
});
