import { expect, it } from "vitest";
import { CallError } from "@/lib/firebase";
import { fieldProblem } from "./field-problem";

const refused = new CallError("INVALID_ARGUMENT", "address is not one mail address", { correlation_id: "c-1", field: "address" });

it("gives the refusal to the field it names", () => {
  expect(fieldProblem(refused, "address")).toBe("address is not one mail address");
});

it.each([
  ["another field", refused, "zone"],
  ["another refusal", new CallError("NOT_FOUND", "gone", { correlation_id: "c-1", field: "address" }), "address"],
  ["a failure", new Error("down"), "address"],
  ["no error", null, "address"],
])("says nothing for %s", (_, error, field) => {
  expect(fieldProblem(error, field)).toBeNull();
});
