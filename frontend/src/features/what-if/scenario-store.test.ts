// @vitest-environment jsdom
import { expect, it } from "vitest";
import { plainScenario } from "./scenario";
import { storedScenarios, storeScenarios } from "./scenario-store";

it("keeps scenarios for the person they belong to", () => {
  const scenario = plainScenario("Mine");
  storeScenarios("anna", [scenario]);

  expect([storedScenarios("anna"), storedScenarios("ben")]).toEqual([[scenario], []]);
});

it("forgets what an earlier version of the application wrote in another shape", () => {
  sessionStorage.setItem("trimtab.what-if.anna", JSON.stringify([{ id: "1", name: "Old" }]));

  expect(storedScenarios("anna")).toEqual([]);
});
