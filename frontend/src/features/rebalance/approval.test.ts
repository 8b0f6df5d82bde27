import { expect, it } from "vitest";
import { approve, storedApproval } from "./approval";

it("finds the key of a plan again instead of making another", () => {
  const keys = ["first-key", "second-key"];
  const approvals = [approve("pl_1", () => keys.shift() ?? ""), approve("pl_1", () => keys.shift() ?? "")];

  expect(approvals.map((approval) => approval.idempotencyKey)).toEqual(["first-key", "first-key"]);
});

it("makes a new key for another plan", () => {
  approve("pl_1", () => "first-key");

  expect(approve("pl_2", () => "second-key").idempotencyKey).toBe("second-key");
});

it("survives a reload of the tab", () => {
  approve("pl_1", () => "first-key");

  expect(storedApproval()).toEqual({ planId: "pl_1", idempotencyKey: "first-key" });
});
