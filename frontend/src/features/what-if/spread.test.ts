import { expect, it } from "vitest";
import { driftRow } from "../../../testing/samples";
import { spreadOf } from "./spread";

const rowsBefore = [driftRow("A", "56", "50", "6"), driftRow("B", "42", "50", "-8"), driftRow("$CASH", "2", "0", "2")];
const before = { max: "8", mean: "7", rms: "7.071068", accuracy: "92" };
const rows = [driftRow("A", "53", "50", "3"), driftRow("B", "46", "50", "-4"), driftRow("$CASH", "1", "0", "1")];

it("sums up the rows afterwards, as the server does it before", () => {
  expect(spreadOf({ before, rowsBefore, rows, max: "4" })).toEqual({ max: "4", mean: "3.500000", rms: "3.535534", accuracy: "96.000000" });
});

it("does not tell a figure whose rule does not give the server's own before", () => {
  expect(spreadOf({ before: { ...before, mean: "5.33" }, rowsBefore, rows, max: "4" })).toMatchObject({ mean: null, rms: "3.535534" });
});

it("knows nothing where whole asset classes are traded", () => {
  expect(spreadOf({ before, rowsBefore, rows: null, max: null })).toEqual({ max: null, mean: null, rms: null, accuracy: null });
});
