import { expect, it } from "vitest";
import type { TargetRow } from "./target-draft";
import { draftProblem, rowProblem, targetsProblem } from "./target-problems";

const row = (part: Partial<TargetRow>): TargetRow => ({ id: "1", symbol: "SPY", percent: "100", tolerance: "", isEnabled: true, assetClass: null, ...part });

it.each([
  [{ symbol: "" }, "symbol"],
  [{ symbol: "TOOLONG" }, "symbol"],
  [{ symbol: "BRK.B" }, undefined],
  [{ percent: "101" }, "percent"],
  [{ percent: "1.234" }, "percent"],
  [{ tolerance: "x" }, "tolerance"],
  [{ tolerance: "2.5" }, undefined],
])("finds in %j the faulty field %s", (part, field) => {
  const only = row(part);

  expect(rowProblem(only, [only])?.field).toBe(field);
});

it("names a symbol that is listed twice, at its second row", () => {
  const rows = [row({ id: "1" }), row({ id: "2" })];

  expect(rows.map((each) => rowProblem(each, rows)?.message ?? null)).toEqual([null, "SPY is listed twice. Keep one row."]);
});

it("lets an incomplete sum be a draft but not a target", () => {
  const draft = { rows: [row({ percent: "60" })], cashPercent: "0" };

  expect(draftProblem(draft)).toBeNull();
  expect(targetsProblem(draft)).toContain("add up to 60%");
});
