import { expect, it } from "vitest";
import { preview } from "../../../testing/samples";
import { harvest, taxOf } from "../../../testing/samples-tax";
import { harvestedLoss, signedTrade, soldWithoutLots, taxSentence } from "./plan-taxes";

it("says that nothing is sold", () => {
  expect(taxSentence(taxOf("zero"))).toBe("Nothing is sold, so nothing is realised.");
});

it("says what a gain costs, and what the plain plan would cost", () => {
  expect(taxSentence(taxOf("gain"))).toBe("These trades add about $284.34 to this year’s tax. Without regard to taxes it would be $341.40: $57.06 saved.");
});

it("says what a loss saves, without a sign", () => {
  expect(taxSentence(taxOf("loss"))).toBe("These trades lower this year’s tax by about $122.50.");
});

it("says that gain and loss cancel out", () => {
  expect(taxSentence(taxOf("mixed", { tax_now_estimate: "0.00", tax_saved_estimate: "0" }))).toBe("These trades leave this year’s tax as it is.");
});

it("does not hide that the plain plan would cost less", () => {
  expect(taxSentence(taxOf("gain", { tax_saved_estimate: "-20.00", tax_plain_estimate: "264.34" }))).toContain("Without regard to taxes it would be $264.34: $20.00 less than now.");
});

it("adds up only the losses that are taken", () => {
  const tax = taxOf("zero", { harvests: [harvest("A", "TAKEN", { loss_estimate: "10.10" }), harvest("B", "AVAILABLE"), harvest("C", "TAKEN", { loss_estimate: "0.95" })] });

  expect(harvestedLoss(tax)).toBe("11.05");
});

it("names sales without lots, not purchases", () => {
  const trades = preview().trades.map((trade) => ({ ...trade, tax_implication: "UNKNOWN" as const }));

  expect(soldWithoutLots(trades)).toEqual(["MSFT", "WMT"]);
});

it("reads signed quantities", () => {
  expect([signedTrade("-5"), signedTrade("0.25"), signedTrade("0.00")]).toEqual([{ side: "sell", quantity: "5" }, { side: "buy", quantity: "0.25" }, null]);
});
