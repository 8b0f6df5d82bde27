import { act, screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { leg, run } from "../../../testing/samples";
import { putRun, SCENES } from "../../../testing/scenes";

async function open(name: string): Promise<FakeBackend> {
  const backend = SCENES[name]?.();
  if (!backend) throw new Error(`There is no scene ${name}.`);
  await renderApp(backend, "/history/run_0001");
  return backend;
}

it("says who or what started a run and why, and leads to its plan", async () => {
  await open("run-ended");

  expect(await screen.findByText("XOM is 9.1 points under its target, outside its band of 5 points.")).toBeVisible();
  expect(screen.getByText("approved by a person")).toBeVisible();
  expect(screen.getByRole("link", { name: "Open the plan" })).toHaveAttribute("href", "/plans/pl_0001");
});

it("names the rule that asked for a run and what it said", async () => {
  await open("run-live");

  expect(await screen.findByText("Rule “five-points”: XOM has been out of its band for 3 sessions.")).toBeVisible();
  expect(screen.getByText("automatic")).toBeVisible();
});

it("shows drift and cost before, as planned and after", async () => {
  await open("run-ended");
  const table = await screen.findByRole("table", { name: "What it changed" });

  expect(within(table).getByRole("row", { name: /Largest drift/ })).toHaveTextContent("Largest drift9.10%0.05%8.84%");
  expect(within(table).getByRole("row", { name: /Cost/ })).toHaveTextContent("Cost–$12.40−$3.10");
});

it("shows an order of unknown outcome as such and never as failed", async () => {
  await open("run-live");

  expect(await screen.findByText("The outcome of 1 order is not known yet")).toBeVisible();
  expect(screen.getByText("Outcome not known yet")).toBeVisible();
  expect(screen.queryByText(/fail|reject/i, { selector: "span" })).toBeNull();
});

it("follows a live run to its end", async () => {
  const backend = await open("run-live");
  expect(await screen.findByText("Drift, turnover and cost are known when the run has ended.")).toBeVisible();
  act(() => putRun(backend, run("COMPLETED", { message: "All 4 orders were filled." }), [leg(1), leg(2), leg(3), leg(4)]));

  expect(await screen.findByText("All 4 orders were filled.")).toBeVisible();
  expect(screen.queryByText(/is not known yet/)).toBeNull();
});

it("shows every order with both of its ids", async () => {
  await open("run-ended");
  const table = await screen.findByRole("table", { name: "Trades executed" });

  expect(within(table).getAllByText("rbl-4")[0]).toBeInTheDocument();
  expect(within(table).getByText("Broker: rejected")).toBeVisible();
});

it("lists the events newest first, with hashes that can be told apart", async () => {
  await open("run-ended");
  const list = await screen.findByRole("list", { name: "Event log" });
  const [newest] = within(list).getAllByRole("listitem");

  expect(newest).toHaveTextContent("The run has ended with adjustments.");
  expect(within(newest as HTMLElement).getByTitle("06".repeat(32))).toHaveTextContent("0606060606");
});

it("says what a run that waits for the operator waits for", async () => {
  await open("run-operator");

  expect(await screen.findByText("This run waits for the operator")).toBeVisible();
  expect(screen.getByText("Order 3 is unknown to the broker after an hour of asking.")).toBeVisible();
});

it("tells a run that does not exist from one that cannot be read", async () => {
  await open("history-none");

  expect(await screen.findByText("There is no such run")).toBeVisible();
});

it("offers to try again where a run cannot be read", async () => {
  await open("run-lost");

  expect(await screen.findByRole("alert")).toHaveTextContent("This run could not be read");
  expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
});
