import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { leg, preview, run } from "../../../testing/samples";
import { driftedBackend, putRun, SCENES } from "../../../testing/scenes";

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

async function press(user: Awaited<ReturnType<typeof renderApp>>, name: string) {
  const button = await screen.findByRole("button", { name });
  await waitFor(() => expect(button).toHaveAttribute("aria-disabled", "false"));
  button.focus();
  await user.keyboard("{Enter}");
}

it("goes to the neighbour of a target that is removed", async () => {
  const user = await renderApp(driftedBackend());
  await press(user, "Remove WMT");

  expect(screen.getByRole("button", { name: "Remove XOM" })).toHaveFocus();
});

it("goes to the editor's heading when changes are discarded", async () => {
  const user = await renderApp(driftedBackend());
  await user.click(await screen.findByRole("switch", { name: /JPM/ }));
  await press(user, "Discard changes");

  expect(screen.getByRole("heading", { name: "Targets" })).toHaveFocus();
});

it("goes to the editor's heading when targets start from holdings", async () => {
  const user = await renderApp(scene("no-targets"));
  await press(user, "Start from current holdings");

  expect(screen.getByRole("heading", { name: "Targets" })).toHaveFocus();
});

it("goes to the sum when targets are scaled", async () => {
  const user = await renderApp(driftedBackend());
  await user.clear(await screen.findByLabelText("Target percent of JPM"));
  await user.type(screen.getByLabelText("Target percent of JPM"), "50");
  await press(user, "Scale to 100%");

  expect(screen.getByTestId("target-total")).toHaveFocus();
});

it("goes to the trade editor and back to what opened it", async () => {
  const user = await renderApp(scene("edited"));
  await press(user, "Check & Rebalance");
  await press(user, "Edit trades");
  expect(screen.getByRole("heading", { name: "Edit trades" })).toHaveFocus();
  await press(user, "Cancel");

  expect(screen.getByRole("button", { name: "Edit trades" })).toHaveFocus();
});

it("goes to the answer of what would change a decision", async () => {
  const backend = driftedBackend();
  backend.answer("check_rebalance_drift", () => preview({ skipped: [{ symbol: "GLD", reason_code: "BELOW_MINIMUM_TRADE", reason: "Too small." }] }));
  const user = await renderApp(backend);
  await press(user, "Check & Rebalance");
  backend.answer("simulate", () => ({ flip_points: [] }));
  await press(user, "What would change the decision about GLD?");

  await waitFor(() => expect(screen.getByRole("list", { name: "What would change the decision about GLD" })).toHaveFocus());
});

it("goes to the neighbour of a notification rule that is removed", async () => {
  const user = await renderApp(scene("settings"), "/settings");
  const [first] = await screen.findAllByLabelText(/^Remove rule/);
  first?.focus();
  await user.keyboard("{Enter}");

  expect(document.activeElement).toHaveAccessibleName(/^Remove rule/);
});

it("goes to the neighbour of a scenario that is removed", async () => {
  const user = await renderApp(scene("what-if-three"), "/what-if");
  const [first] = await screen.findAllByRole("button", { name: /^Remove / });
  first?.focus();
  await user.keyboard("{Enter}");

  expect(document.activeElement).toHaveAccessibleName(/^Name of scenario/);
});

it("goes to the run when its document comes before the answer", async () => {
  const backend = driftedBackend();
  backend.answer("execute_plan", () => new Promise(() => undefined));
  const user = await renderApp(backend);
  await press(user, "Check & Rebalance");
  await press(user, "Place 4 orders");
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Place 4 orders" }));
  act(() => putRun(backend, run("SELLING"), [leg(1)]));

  await waitFor(() => expect(screen.getByRole("heading", { name: "Rebalancing run" })).toHaveFocus());
});

it("goes to the heading of another page, at its top", async () => {
  const scroll = vi.spyOn(globalThis, "scrollTo").mockImplementation(() => undefined);
  const user = await renderApp(driftedBackend());
  await screen.findByRole("heading", { name: "Targets" });
  await user.keyboard("gh");

  expect(await screen.findByRole("heading", { level: 1, name: "History" })).toHaveFocus();
  expect(scroll).toHaveBeenCalledWith(0, 0);
  scroll.mockRestore();
});
