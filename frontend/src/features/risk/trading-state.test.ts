import { expect, it } from "vitest";
import type { RiskStatusDocument } from "@/lib/contracts/generated";
import { readTradingState } from "./trading-state";

const active: RiskStatusDocument = { trading_enabled: true, mode: "ACTIVE", reason: "", epoch: 1, updated_at: "2020-03-23T15:00:00Z", updated_by: "demo" };
const ready = (value: unknown) => ({ status: "ready", value, fromCache: false }) as const;

it.each([
  ["a missing document", { status: "missing", fromCache: false } as const],
  ["an unreadable document", { status: "error" } as const],
  ["a document that is no object", ready("on")],
  ["a document without a mode", ready({ ...active, mode: undefined })],
  ["an unheard-of mode", ready({ ...active, mode: "ON" })],
  ["a flag that is text", ready({ ...active, trading_enabled: "true" })],
  ["a flag that is off, whatever the mode says", ready({ ...active, trading_enabled: false })],
])("counts %s as halted", (_, live) => {
  expect(readTradingState(live).mode).toBe("HALTED");
});

it("knows nothing before the first answer", () => {
  expect(readTradingState({ status: "loading" }).mode).toBeNull();
});

it("follows a well-formed document", () => {
  expect(readTradingState(ready({ ...active, mode: "REDUCE_ONLY" })).mode).toBe("REDUCE_ONLY");
});
