import { expect, it } from "vitest";
import { preview } from "../../../testing/samples";
import { ownTrade } from "./own-trades";
import { draftTrades, editsOf, readShares, unreadable } from "./trade-draft";

const PLANNED = preview().trades.map(ownTrade);
const drafts = (...changes: Parameters<typeof Object.assign>[1][]) => draftTrades(PLANNED, []).map((draft, index) => ({ ...draft, ...changes[index] }));

it("asks for nothing where nothing was changed", () => {
  expect(editsOf(drafts())).toEqual([]);
});

it("asks for zero shares of a trade that is left out", () => {
  expect(editsOf(drafts({ isIncluded: false }))).toEqual([{ symbol: "MSFT", qty: "0" }]);
});

it("asks for the shares that were typed, and for no others", () => {
  expect(editsOf(drafts({}, { qty: "10,5" }))).toEqual([{ symbol: "WMT", qty: "10.5" }]);
});

it("takes the planned number typed another way as no change", () => {
  expect(editsOf(drafts({ qty: "34.41210" }))).toEqual([]);
});

it("shows earlier wishes again", () => {
  const shown = draftTrades(PLANNED, [{ symbol: "MSFT", qty: "0" }, { symbol: "XOM", qty: "12" }]);

  expect(shown.map(({ qty, isIncluded }) => [qty, isIncluded])).toEqual([["34.4121", false], ["67.8855", true], ["55.7713", true], ["12", true]]);
});

it.each([["10", "10"], [" 1,25 ", "1.25"], ["1e3", null], ["-1", null], ["", null], ["0.0000000001", null]])("reads %j as %j", (typed, read) => {
  expect(readShares(typed)).toBe(read);
});

it("names the first trade it cannot read, but none that is left out", () => {
  expect(unreadable(drafts({ qty: "x", isIncluded: false }, { qty: "y" }))).toBe("WMT");
});

it("asks for the plan's own number where it is not known and none was typed", () => {
  const [draft] = draftTrades([{ symbol: "GLD", side: "sell", qty: null }], []);

  expect([editsOf(draft ? [draft] : []), unreadable(draft ? [draft] : [])]).toEqual([[], null]);
});
