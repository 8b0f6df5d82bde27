import { describe, expect, it } from "vitest";
import type { RiskStatusDocument } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { readOwnSwitch, readTradingState } from "./trading-state";

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

it.each([
  ["is missing", { status: "missing", fromCache: false } as const, messages.risk.missing],
  ["cannot be read", { status: "error" } as const, messages.risk.unreadable],
  ["is nothing", ready(null), messages.risk.unreadable],
  ["is text", ready("on"), messages.risk.unreadable],
  ["has no reason", ready({ ...active, reason: undefined }), messages.risk.unreadable],
  ["does not say who", ready({ ...active, updated_by: 7 }), messages.risk.unreadable],
])("says why nothing is traded where the document %s", (_, live, reason) => {
  expect(readTradingState(live)).toEqual({ mode: "HALTED", reason, updatedAt: null, updatedBy: "" });
});

it("passes on who turned the switch, when and why", () => {
  expect(readTradingState(ready({ ...active, reason: "After the split" }))).toEqual({
    mode: "ACTIVE",
    reason: "After the split",
    updatedAt: "2020-03-23T15:00:00Z",
    updatedBy: "demo",
  });
});

describe("a switch of one's own", () => {
  it("allows everything where there is none", () => {
    expect(readOwnSwitch({ status: "missing", fromCache: false })).toMatchObject({ mode: "ACTIVE", reason: "" });
  });

  it.each([
    ["cannot be read", { status: "error" } as const],
    ["is malformed", ready({ ...active, mode: "ON" })],
  ])("allows nothing where it %s, and says whose it is", (_, live) => {
    expect(readOwnSwitch(live)).toMatchObject({ mode: "HALTED", reason: messages.risk.ownUnreadable });
  });

  it("is followed where it is well formed", () => {
    expect(readOwnSwitch(ready({ ...active, mode: "REDUCE_ONLY", reason: "Raising cash" }))).toMatchObject({ mode: "REDUCE_ONLY", reason: "Raising cash" });
  });

  it("is not known before the first answer", () => {
    expect(readOwnSwitch({ status: "loading" }).mode).toBeNull();
  });
});
