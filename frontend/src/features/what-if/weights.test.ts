import { expect, it } from "vitest";
import { driftRow } from "../../../testing/samples";
import { classWeights, type Mix, rowsOfAll, symbolWeights } from "./weights";

const mix = (edit: Partial<Mix>): Mix => ({ id: "m", name: "Mix", rows: [], classes: [], ...edit });
const now = mix({ rows: [driftRow("B", "60", "50", "10"), driftRow("$CASH", "40", "50", "-10")] });

it("lists every symbol once, cash last, with zero where a mix has not got it", () => {
  const later = mix({ rows: [driftRow("A", "10", "10", "0"), driftRow("B", "90", "90", "0")] });

  expect(symbolWeights([now, later])).toEqual([
    { key: "A", percents: ["0", "10"] },
    { key: "B", percents: ["60", "90"] },
    { key: "$CASH", percents: ["40", "0"] },
  ]);
});

it("tells what is not known from nothing", () => {
  expect(symbolWeights([now, mix({ rows: null })])[0]).toEqual({ key: "B", percents: ["60", null] });
});

it("weighs asset classes by the server's shares", () => {
  const classes = [{ asset_class: "EQUITY", value: "97.86", percentage: "97.86" }, { asset_class: "$CASH", value: "2.14", percentage: "2.14" }];

  expect(classWeights([mix({ classes })]).map((row) => row.percents)).toEqual([["97.86"], ["2.14"]]);
});

it("knows no classes of a mix whose classes were not told", () => {
  const classes = [{ asset_class: "EQUITY", value: "97.86", percentage: "97.86" }];

  expect(classWeights([mix({}), mix({ classes })])).toEqual([{ key: "EQUITY", percents: [null, "97.86"] }]);
  expect(symbolWeights([mix({ rows: null })])).toEqual([]);
});

it("keeps the order of names on both sides of cash", () => {
  const rows = ["$CASH", "B", "A", "C"].map((symbol) => driftRow(symbol, "25", "25", "0"));

  expect(symbolWeights([mix({ rows })]).map(({ key }) => key)).toEqual(["A", "B", "C", "$CASH"]);
});

it("takes every symbol once over all mixes, from the earliest that has it", () => {
  const earlier = driftRow("B", "60", "50", "10");
  const later = [driftRow("B", "10", "10", "0"), driftRow("A", "90", "90", "0")];

  expect(rowsOfAll([mix({ rows: null }), mix({ rows: [earlier] }), mix({ rows: later })])).toEqual([earlier, later[1]]);
});
