import { expect, it } from "vitest";
import { toCallError } from "./call-error";

const thrown = (code: string, details?: unknown) => Object.assign(new Error("said the server"), { code, details });

it("keeps the server's words and details", () => {
  const error = toCallError(thrown("functions/failed-precondition", { correlation_id: "c-1", reason_code: "PLAN_EXPIRED" }));

  expect(error).toMatchObject({ status: "FAILED_PRECONDITION", message: "said the server", details: { correlation_id: "c-1" } });
});

it.each(["functions/internal", "functions/unavailable", "functions/deadline-exceeded", "auth/network-request-failed"])(
  "takes %s without a correlation id for a missing answer",
  (code) => {
    expect(toCallError(thrown(code)).status).toBe("NO_ANSWER");
  },
);

it("takes an internal error with a correlation id for the server's own", () => {
  expect(toCallError(thrown("functions/internal", { correlation_id: "c-1" })).status).toBe("INTERNAL");
});
