import { describe, expect, it } from "vitest";
import { studyDraftOf, studyProblems, studyRequest, USUAL_STUDY } from "./study-form";

describe("the question", () => {
  it("is sent in the server's units", () => {
    expect(studyRequest({ cost: " 7,5 ", tax: "15%", flow: "−0.25 %", years: "20" })).toEqual({
      cost_bp: "7.5",
      tax_percent: "15",
      monthly_flow_percent: "-0.25",
      years: 20,
    });
  });

  it("is the usual one before the first", () => {
    expect(studyProblems(USUAL_STUDY).size).toBe(0);
    expect(studyRequest(USUAL_STUDY)).toEqual({ cost_bp: "5", tax_percent: "0", monthly_flow_percent: "0", years: 10 });
  });

  it("that was asked last is shown as it would be typed", () => {
    const terms = { cost_bp: "7.5", tax_rate: "0.265", monthly_flow: "-0.0025", years: 20, paths: 500, aversion: "4", seed: 1 };

    expect(studyDraftOf(terms)).toEqual({ cost: "7.5", tax: "26.5", flow: "-0.25", years: "20" });
  });
});

describe("a problem", () => {
  it.each([
    ["cost", "500.01"],
    ["cost", "-1"],
    ["cost", "1.005"],
    ["cost", ""],
    ["tax", "60.01"],
    ["tax", "x"],
    ["flow", "5.01"],
    ["flow", "-2.01"],
    ["flow", "--1"],
    ["years", "0"],
    ["years", "31"],
    ["years", "2.5"],
  ])("of the field %s is named for %j", (field, typed) => {
    expect([...studyProblems({ ...USUAL_STUDY, [field]: typed }).keys()]).toEqual([field]);
  });

  it.each([
    ["cost", "0"],
    ["cost", "500"],
    ["tax", "60"],
    ["flow", "-2"],
    ["flow", "5"],
    ["years", "1"],
    ["years", "30"],
  ])("is none for the field %s at its bound %s", (field, typed) => {
    expect(studyProblems({ ...USUAL_STUDY, [field]: typed }).size).toBe(0);
  });
});
