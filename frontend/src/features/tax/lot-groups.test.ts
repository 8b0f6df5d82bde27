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

it("finds the earliest of several releases, and of equal ones the first", () => {
  const several = viewLots(
    ["2019-06-01", "2019-04-01", "2019-05-01", "2019-04-01"].map((day, index) => taxLot("A", String(index), { acquired: day, held_from: day })),
    "2020-03-23",
  );

  expect(nextRelease(several)?.lot_id).toBe("1");
});

it("puts groups that turn long term never last, and equal ones in the order of their symbols", () => {
  const day = { acquired: "2019-05-01", held_from: "2019-05-01", cost_basis: "10" };
  const long = { acquired: "2018-05-01", held_from: "2018-05-01", cost_basis: "10" };
  const held = viewLots([taxLot("D", "1", day), taxLot("C", "2", day), taxLot("A", "3", long), taxLot("B", "4", long)], "2020-03-23");
  const symbols = (order: "release" | "basis") => groupLots(held, { ...all, order }).map(({ symbol, shortCount }) => `${symbol}${shortCount}`);

  expect([symbols("release"), symbols("basis")]).toEqual([
    ["C1", "D1", "A0", "B0"],
    ["A0", "B0", "C1", "D1"],
  ]);
});

it("puts lots of one day and size in the order they were booked", () => {
  const same = viewLots(["3", "1", "2"].map((id) => taxLot("A", id, { cost_basis: "10" })), "2020-03-23");
  const ids = (order: "symbol" | "release" | "basis") => groupLots(same, { ...all, order })[0]?.lots.map((lot) => lot.lot_id);

  expect([ids("symbol"), ids("release"), ids("basis")]).toEqual([["1", "2", "3"], ["1", "2", "3"], ["1", "2", "3"]]);
});
