import { expect, it } from "vitest";
import { driftRow } from "../../../testing/samples";
import { actualPercent, legendOf, paletteOf, slicesOf, targetPercent } from "./slices";

it("names what is in either mix once: own colours, then the rest, then cash", () => {
  const rows = [
    driftRow("XOM", "10", "0", "10"),
    driftRow("AGG", "0", "40", "-40"),
    ...["B1", "B2", "B3", "B4"].map((symbol) => driftRow(symbol, "15", "10", "5")),
    driftRow("ZZZ", "1", "0", "1"),
    driftRow("$CASH", "29", "20", "9"),
  ];
  const palette = paletteOf(rows);
  const legend = legendOf(slicesOf(rows, targetPercent, palette), slicesOf(rows, actualPercent, palette));

  expect(legend.map(({ name }) => name)).toEqual(["AGG", "B1", "B2", "B3", "B4", "XOM", "Other", "Cash"]);
});
