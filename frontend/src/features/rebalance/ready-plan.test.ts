import { expect, it } from "vitest";
import { preview } from "../../../testing/samples";
import { isReady } from "./ready-plan";

it("is ready with an id, a hash and an expiry", () => {
  expect(isReady(preview())).toBe(true);
});

it.each(["plan_id", "plan_hash", "plan_expires_at"])("is not ready without %s", (name) => {
  expect(isReady(preview({ [name]: null }))).toBe(false);
});
