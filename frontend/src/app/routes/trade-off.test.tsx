import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { preview } from "../../../testing/samples";
import { tradeOffPoints } from "../../../testing/samples-trade-off";
import { SCENES } from "../../../testing/scenes";

const POINTS = tradeOffPoints();

const callsTo = (backend: FakeBackend, name: string) => backend.calls.filter((call) => call.name === name).map(({ request }) => request);

async function trace(name = "what-if") {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  const backend = make();
  const user = await renderApp(backend, "/what-if");
  await user.click(await screen.findByRole("button", { name: "Trace the curve" }));
  return { backend, user, card: within(screen.getByRole("region", { name: "Drift against cost and tax" })) };
}

it("the curve is asked for only when somebody wants it", async () => {
  const { backend, card } = await trace();
  await card.findByRole("slider");

  expect(callsTo(backend, "simulate")).toEqual([{}, { trade_off: true }]);
});

it("a point is read and chosen with the arrow keys, from doing nothing to exact targets", async () => {
  const { card } = await trace();
  const slider = await card.findByRole("slider", { name: "Choose a point of the curve" });
  expect(slider).toHaveAttribute("aria-valuetext", expect.stringMatching(/^Point 11 of 21: 0.660% drift left, price 0.020%, 2 trades$/));
  fireEvent.change(slider, { target: { value: "0" } });

  expect(slider).toHaveAttribute("aria-valuetext", "Point 1 of 21: 1.320% drift left, price 0.000%, 0 trades");
  expect(card.getByText(/doing nothing: there is no plan/)).toBeVisible();
});

it("the table says all of it, and chooses, too", async () => {
  const { user, card } = await trace();
  await user.click(await card.findByText("All points"));
  const table = within(card.getByRole("table", { name: "All points" }));
  await user.click(table.getByRole("button", { name: "Choose point 21" }));

  expect(table.getAllByRole("row")).toHaveLength(POINTS.length + 1);
  expect(card.getByRole("slider")).toHaveAttribute("aria-valuetext", expect.stringMatching(/^Point 21 of 21: 0.000% drift left/));
});

it("a chosen point becomes a stored plan, which waits for approval at its own address", async () => {
  const { backend, user, card } = await trace();
  backend.answer("check_rebalance_drift", () => preview());
  await user.click(await card.findByRole("button", { name: "Preview this point as a plan" }));

  expect(await screen.findByRole("button", { name: "Place 4 orders" })).toBeVisible();
  expect(callsTo(backend, "check_rebalance_drift")).toEqual([{ risk_aversion: POINTS[10]?.risk_aversion }]);
  await waitFor(() => expect(location.pathname).toBe("/plans/pl_0001"));
});

it("a curve that could not be traced says why, and can be asked for again", async () => {
  const { card } = await trace("what-if-curve-failed");

  expect(await card.findByText(/c-0c17/)).toBeVisible();
  expect(card.getByRole("button", { name: "Trace the curve" })).toBeVisible();
});

it("a portfolio without any way to its targets says so", async () => {
  const { card } = await trace("what-if-no-curve");

  expect(await card.findByText("Nothing can be traded")).toBeVisible();
});
