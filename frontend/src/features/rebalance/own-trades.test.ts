import { expect, it } from "vitest";
import { preview } from "../../../testing/samples";
import { ownEditsOf } from "./own-trades";

const [first, second, ...rest] = preview().trades;
const edited = () => {
  if (!first || !second) throw new Error("The sample has no trades.");
  return ownEditsOf(
    preview({
      trades: [{ ...second, qty: "10", is_edited: true }, ...rest],
      skipped: [
        { symbol: "$CASH", reason_code: "ON_TARGET", reason: "" },
        { symbol: "MSFT", reason_code: "LEFT_OUT_BY_OWNER", reason: "" },
      ],
    }),
  );
};

it("reads from a stored plan what its owner has changed and left out", () => {
  expect(edited().wishes).toEqual([{ symbol: "WMT", qty: "10" }, { symbol: "MSFT", qty: "0" }]);
});

it("keeps what the plan wanted by itself, as far as it is told, sells first", () => {
  expect(edited().planned.map(({ symbol, side, qty }) => [symbol, side, qty])).toEqual([
    ["WMT", "sell", "67.8855"],
    ["MSFT", "sell", null],
    ["JPM", "buy", "55.7713"],
    ["XOM", "buy", "254.9320"],
  ]);
});

it("buys back what is under its target", () => {
  expect(ownEditsOf(preview({ trades: [], skipped: [{ symbol: "XOM", reason_code: "LEFT_OUT_BY_OWNER", reason: "" }] })).planned).toEqual([{ symbol: "XOM", side: "buy", qty: null }]);
});
