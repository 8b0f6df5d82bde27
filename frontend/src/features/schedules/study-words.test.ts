import { describe, expect, it } from "vitest";
import { EDGE, studied } from "../../../testing/samples-study";
import { basisPoints, evidenceOf, policyName, policySentence } from "./study-words";

const PART = { cadence: "MONTHLY", band_width: "0.2", band_method: "RELATIVE" } as const;

describe("a schedule", () => {
  it.each([
    [studied(), "Yearly, every weight", "Look every year and bring every weight back to its target."],
    [studied(EDGE), "Daily, ±5 points, to the edge", "Look every day; where a weight has left its band of ±5 points, bring it back to the edge of the band."],
    [studied(PART), "Monthly, ±20% of target", "Look every month; where a weight has left its band of ±20% of target, bring it back to its target."],
    [
      studied({ ...EDGE, band_method: "COMBINED", destination: "HALF_WAY" }),
      "Daily, ±5 points or 25% of target, half-way",
      "Look every day; where a weight has left its band of ±5 points or 25% of target, bring it half-way back.",
    ],
  ])("has a name and a sentence", (policy, name, sentence) => {
    expect(policyName(policy)).toBe(name);
    expect(policySentence(policy)).toBe(sentence);
  });
});

it("has a row for each figure, in the unit people know it by", () => {
  expect(evidenceOf(studied()).map(({ mean, interval }) => `${mean} (${interval})`)).toEqual([
    "12.3 bp (11.1 bp to 13.5 bp)",
    "0.3 bp (0.3 bp to 0.3 bp)",
    "4.0 bp (3.6 bp to 4.4 bp)",
    "0.87% (0.78% to 0.96%)",
    "3.12% (2.81% to 3.43%)",
    "1.0 (0.9 to 1.1)",
    "7.14% (6.43% to 7.85%)",
  ]);
});

it("writes what is below zero with a minus sign", () => {
  expect(basisPoints("-0.00012")).toBe("−1.2 bp");
});
