import { describe, expect, it } from "vitest";
import { messages } from "@/lib/messages";
import { run } from "../../../testing/samples";
import { type Conditions, executionReason, previewReason } from "./allocation-reasons";

const text = messages.rebalance.reasons;

const target = { symbol: "MSFT" } as Conditions["stored"]["targets"][number];
const stored = (targets: Conditions["stored"]["targets"], isDraft = false) => ({ targets, isDraft }) as Conditions["stored"];
const READY: Conditions = {
  stored: stored([target]),
  isDirty: false,
  isOffline: false,
  trading: { mode: "ACTIVE", reason: "", updatedAt: null, updatedBy: "" },
  active: null,
};
const trading = (mode: Conditions["trading"]["mode"], reason = "") => ({ ...READY.trading, mode, reason });

it("finds nothing in the way of saved targets and active trading", () => {
  expect([previewReason(READY), executionReason(READY)]).toEqual([null, null]);
});

describe.each([
  ["a preview", previewReason],
  ["orders", executionReason],
])("%s", (_, reasonOf) => {
  it.each<[string, Partial<Conditions>, string]>([
    ["without a connection, whatever else is missing", { isOffline: true, isDirty: true }, text.offline],
    ["with changes that are not saved", { isDirty: true, stored: stored([]) }, text.unsaved],
    ["without targets", { stored: stored([], true) }, text.noTargets],
    ["of a draft", { stored: stored([target], true) }, text.draft],
  ])("cannot be made %s", (_situation, conditions, expected) => {
    expect(reasonOf({ ...READY, ...conditions })).toBe(expected);
  });
});

it.each<[string, Partial<Conditions>, string]>([
  ["before the switch was read", { trading: trading(null), isOffline: true }, text.stateUnknown],
  ["while trading is halted", { trading: trading("HALTED", "Quotes look wrong"), isOffline: true }, text.halted("Quotes look wrong")],
  ["while a run is in progress", { active: run("BUYING") }, text.running],
])("places no orders %s, but allows a look", (_, conditions, expected) => {
  expect(executionReason({ ...READY, ...conditions })).toBe(expected);
  expect(previewReason({ ...READY, ...conditions, isOffline: false })).toBeNull();
});

it("lets sells be placed where only those are allowed", () => {
  expect(executionReason({ ...READY, trading: trading("REDUCE_ONLY") })).toBeNull();
});
