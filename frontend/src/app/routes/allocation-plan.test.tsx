import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { DEMO_USER, type FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { preview, standing } from "../../../testing/samples";
import { driftedBackend, SCENES } from "../../../testing/scenes";

const check = () => screen.findByRole("button", { name: "Check & Rebalance" });
const callsTo = (backend: FakeBackend, name: string) => backend.calls.filter((call) => call.name === name);
const place = (dialog: HTMLElement) => within(dialog).getByRole("button", { name: "Place 4 orders" });

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

const edit = async () => {
  const backend = scene("edited");
  const user = await renderApp(backend);
  await user.click(await check());
  await user.click(await screen.findByRole("button", { name: "Edit trades" }));
  return { backend, user };
};

describe("editing a plan", () => {
  it("asks the server for the plan without a trade that is left out", async () => {
    const { backend, user } = await edit();
    await user.click(screen.getByRole("checkbox", { name: /MSFT/ }));
    await user.click(screen.getByRole("button", { name: "Work these out" }));

    expect(await screen.findByText("MSFT is left out by its owner.")).toBeVisible();
    expect(callsTo(backend, "check_rebalance_drift").at(-1)?.request).toEqual({ method: null, edits: [{ symbol: "MSFT", qty: "0" }] });
  });

  it("can bring back what was left out", async () => {
    const { backend, user } = await edit();
    await user.click(screen.getByRole("checkbox", { name: /MSFT/ }));
    await user.click(screen.getByRole("button", { name: "Work these out" }));
    await screen.findByText("MSFT is left out by its owner.");
    await user.click(screen.getByRole("button", { name: "Edit trades" }));
    await user.click(screen.getByRole("checkbox", { name: /MSFT/ }));
    await user.click(screen.getByRole("button", { name: "Work these out" }));

    expect(await screen.findByRole("button", { name: "Place 4 orders" })).toBeVisible();
    expect(callsTo(backend, "check_rebalance_drift").at(-1)?.request).toEqual({ method: null, edits: [] });
  });

  it("marks what was changed and tells what the plan wanted", async () => {
    const { user } = await edit();
    const field = screen.getByLabelText("Shares of WMT");
    await user.clear(field);
    await user.type(field, "10");
    await user.click(screen.getByRole("button", { name: "Work these out" }));

    expect(await screen.findByText("the plan's own: 67.8855")).toBeVisible();
  });

  it("cannot be approved in between", async () => {
    await edit();

    expect(screen.getByRole("button", { name: "Place 4 orders" })).toHaveAccessibleDescription("Work your changes out first, or cancel them.");
  });
});

it("a plan that waits for a look is approved with what was seen and why", async () => {
  const backend = scene("pending-review");
  const user = await renderApp(backend);
  await user.click(await check());
  await user.click(await screen.findByRole("checkbox", { name: /Whole repair/ }));
  await user.type(screen.getByLabelText(/Why it may go ahead/), "Half today");
  await user.click(screen.getByRole("button", { name: "Place 4 orders" }));
  await user.click(place(await screen.findByRole("alertdialog")));

  expect(callsTo(backend, "execute_plan")[0]?.request).toMatchObject({ acknowledged_rules: ["WHOLE_REPAIR"], note: "Half today" });
});

it("the way of rebalancing is asked for, and changing it drops the plan that was made another way", async () => {
  const backend = driftedBackend();
  const user = await renderApp(backend);
  await user.click(await screen.findByRole("radio", { name: "Cash only" }));
  await user.click(await check());
  await screen.findByRole("button", { name: "Place 4 orders" });
  await user.click(screen.getByRole("radio", { name: "Full" }));

  await waitFor(() => expect(screen.queryByRole("button", { name: "Place 4 orders" })).not.toBeInTheDocument());
  expect(callsTo(backend, "check_rebalance_drift")[0]?.request).toEqual({ method: "CASH_FLOW" });
});

it("a reload keeps the preview, by its address", async () => {
  const backend = driftedBackend();
  await renderApp(backend, "/allocation?plan=pl_0001");

  expect(await screen.findByRole("button", { name: "Place 4 orders" })).toBeVisible();
  expect(callsTo(backend, "show_plan")[0]?.request).toEqual({ plan_id: "pl_0001" });
});

it("a run whose orders still wait can be cancelled whole", async () => {
  const backend = scene("held");
  const user = await renderApp(backend);
  await user.click(await screen.findByRole("button", { name: "Cancel all orders" }));

  expect(await screen.findByText(/has been asked to stop/)).toBeVisible();
  expect(callsTo(backend, "cancel_run")[0]?.request).toEqual({ run_id: "run_0001", reason: "Cancelled by its owner" });
});

it("a run that waits for the opening says when its first order leaves, and can be cancelled whole", async () => {
  await renderApp(scene("held-to-open"));
  const told = await screen.findByText(/leaves when it has opened/);

  expect(told).toHaveTextContent(/ \w{3} \d\d:\d\d New York/);
  expect(screen.getByRole("button", { name: "Cancel all orders" })).toBeVisible();
});

it("an order that left can no longer be called back whole", async () => {
  await renderApp(scene("running"));

  expect(await screen.findByRole("button", { name: "Cancel remaining" })).toBeVisible();
});

it("what would change a decision is told on request", async () => {
  const backend = driftedBackend();
  backend.answer("check_rebalance_drift", () => preview({ skipped: [{ symbol: "GLD", reason_code: "BELOW_MINIMUM_TRADE", reason: "GLD would be traded for 4 dollars." }] }));
  const user = await renderApp(backend);
  await user.click(await check());
  backend.answer("simulate", () => ({ flip_points: [{ symbol: "GLD", kind: "PRICE", value: "171.2", direction: "UP", message: "From a price of 171.2 on GLD would be sold." }] }));
  await user.click(await screen.findByRole("button", { name: "What would change the decision about GLD?" }));

  expect(await screen.findByText(/From a price of 171.2/)).toBeVisible();
});

it("new figures of monitoring are followed without a reload", async () => {
  const backend = driftedBackend();
  await renderApp(backend);
  await screen.findByRole("heading", { name: /XOM is 9.1 points under/ });
  backend.answer("simulate", () => standing({ message: "Everything is inside its band: nothing to do." }));
  act(() => backend.put(`userSettings/${DEMO_USER.uid}/drift_snapshots/2020-03-23`, { day: "2020-03-23", calculated_at: "2020-03-23T15:20:00Z" }));

  expect(await screen.findByRole("heading", { name: /Everything is inside its band/ })).toBeVisible();
});

it("somebody new is led to the first preview", async () => {
  const user = await renderApp(scene("first-run"));
  await user.click(await screen.findByRole("button", { name: "Start from current holdings" }));

  expect(screen.getByRole("heading", { name: "Three steps to your first preview" })).toBeVisible();
});

const lastLook = async (above?: string) => {
  if (above) localStorage.setItem("trimtab.confirm-above", above);
  const backend = scene("live");
  const user = await renderApp(backend);
  await user.click(await check());
  await user.click(await screen.findByRole("button", { name: "Place 4 orders" }));
  return { backend, user, dialog: await screen.findByRole("alertdialog") };
};

describe("a plan for a live account", () => {
  it("is placed only once its amount has been typed", async () => {
    const { backend, user, dialog } = await lastLook();
    await user.click(place(dialog));
    expect(within(dialog).getByText("Type the amount first.")).toBeVisible();
    expect(callsTo(backend, "execute_plan")).toEqual([]);
    await user.type(within(dialog).getByLabelText("Type $24,862 to place these orders with real money"), "24,862");
    await user.click(place(dialog));

    expect(callsTo(backend, "execute_plan")).toHaveLength(1);
  });

  it("asks anew when the dialog is opened again", async () => {
    const { user, dialog } = await lastLook();
    await user.type(within(dialog).getByLabelText(/^Type \$24,862/), "24862");
    await user.click(within(dialog).getByRole("button", { name: "Cancel" }));
    await user.click(await screen.findByRole("button", { name: "Place 4 orders" }));

    expect(await screen.findByText("Type the amount first.")).toBeVisible();
  });

  it("asks for no typing up to the amount its owner has chosen", async () => {
    const { backend, user, dialog } = await lastLook("24862.53");
    await user.click(place(dialog));

    expect(within(dialog).queryByLabelText(/^Type /)).toBeNull();
    expect(callsTo(backend, "execute_plan")).toHaveLength(1);
  });
});
