import { expect, it } from "vitest";
import { taxYear } from "../../../testing/samples-tax";
import { gainBudget } from "./gain-budget";

const year = (short_term: string, long_term: string, gain_warning: string | null, gain_cap: string | null) =>
  gainBudget(taxYear(2020, { short_term, long_term, gain_warning, gain_cap }));

it("has no budget without limits", () => {
  expect(year("10", "10", null, null)).toBeNull();
});

it("counts short and long term together", () => {
  expect(year("-100.50", "600.75", "400", "2000")).toEqual({ gain: "500.25", limit: "2000", usedPercent: "25.0", warningPercent: "20.0", state: "warned" });
});

it("uses nothing of a limit at a loss", () => {
  expect(year("-500", "100", null, "2000")).toMatchObject({ usedPercent: "0.0", state: "inside" });
});

it("is inside exactly at the warning and at the cap", () => {
  expect([year("400", "0", "400", "2000")?.state, year("2000", "0", null, "2000")?.state]).toEqual(["inside", "inside"]);
});

it("is over past the cap and stays within the bar", () => {
  expect(year("2500", "0", "400", "2000")).toMatchObject({ usedPercent: "100.0", state: "over" });
});

it("measures against the warning where there is no cap", () => {
  expect(year("300", "0", "400", null)).toMatchObject({ limit: "400", usedPercent: "75.0", warningPercent: null, state: "inside" });
});

it("takes a limit of zero", () => {
  expect([year("0", "0", null, "0"), year("1", "0", null, "0")]).toMatchObject([{ usedPercent: "0.0", state: "inside" }, { usedPercent: "100.0", state: "over" }]);
});
