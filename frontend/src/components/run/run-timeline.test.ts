import { expect, it } from "vitest";
import { messages } from "@/lib/messages";
import { run } from "../../../testing/samples";
import { LEG_LOOKS } from "./leg-look";
import { hasEnded, timelineOf } from "./run-timeline";

const states = (document: ReturnType<typeof run>) => timelineOf(document).map((step) => step.state);

it("shows what is behind, what is happening and what is ahead", () => {
  expect(states(run("SELLS_OPEN"))).toEqual(["done", "current", "waiting", "waiting", "waiting"]);
});

it("dates each step by its first state", () => {
  expect(timelineOf(run("SELLS_OPEN"))[1]?.at).toBe("2020-03-23T15:05:01Z");
});

it("calls a step that was passed without being entered not needed", () => {
  const onlyBuys = run("BUYING", { history: [{ state: "RESERVED", at: "2020-03-23T15:05:00Z" }, { state: "BUYING", at: "2020-03-23T15:05:01Z" }] });

  expect(states(onlyBuys)).toEqual(["done", "skipped", "skipped", "current", "waiting"]);
});

it("stops at the step where the kill switch was pulled", () => {
  const halted = run("HALTED", { history: run("SELLING").history });

  expect(states(halted)).toEqual(["done", "stopped", "waiting", "waiting", "waiting"]);
});

it("is all done when the run has completed", () => {
  expect(states(run("COMPLETED"))).toEqual(["done", "done", "done", "done", "done"]);
});

it("does not count a run that waits for the operator as ended", () => {
  expect(hasEnded("NEEDS_OPERATOR")).toBe(false);
});

it("never calls an unknown outcome failed, neither in words nor in colour", () => {
  expect(LEG_LOOKS.UNKNOWN.tone).toBe("neutral");
  expect(messages.rebalance.legStates.UNKNOWN).toBe("Outcome not known yet");
});

it("has no state that is called a success unless it is filled", () => {
  const good = Object.entries(LEG_LOOKS).filter(([, look]) => look.tone === "ok");

  expect(good.map(([state]) => state)).toEqual(["FILLED"]);
});

it("waits for the operator at the step where it got stuck", () => {
  expect(states(run("NEEDS_OPERATOR", { history: run("BUYING").history }))).toEqual(["done", "done", "done", "stopped", "waiting"]);
});

it.each(["PARTIAL", "NO_ACTION"] as const)("needs no further step after it has ended as %s", (state) => {
  expect(states(run(state, { history: run("SELLING").history }))).toEqual(["done", "done", "skipped", "skipped", "skipped"]);
});

it("follows the state where its history lags behind", () => {
  const lagging = run("BUY_SEALED", { history: run("RESERVED").history });

  expect(timelineOf(lagging).map(({ state, at }) => [state, at])).toEqual([
    ["done", "2020-03-23T15:05:00Z"],
    ["skipped", null],
    ["current", null],
    ["waiting", null],
    ["waiting", null],
  ]);
});
