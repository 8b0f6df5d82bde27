import { expect, it } from "vitest";
import { ASSET_CLASSES, assetClassName, BROKER_CLASS } from "./asset-class";

it.each([
  ["BOND", "Bonds"],
  ["$CASH", "Cash"],
  ["FUND", "FUND"],
])("calls %s %s", (key, name) => {
  expect(assetClassName(key)).toBe(name);
});

it("lists the broker's class first", () => {
  expect(ASSET_CLASSES[0]).toBe(BROKER_CLASS);
});
