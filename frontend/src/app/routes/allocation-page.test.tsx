import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { renderApp } from "../../../testing/render-app";
import { leg, preview, run } from "../../../testing/samples";
import { driftedBackend, putRun, putTargets, putTradingMode, SCENES } from "../../../testing/scenes";
import { DEMO_USER, type FakeBackend } from "../../../testing/fake-backend";

const check = () => screen.findByRole("button", { name: "Check & Rebalance" });
const callsTo = (backend: FakeBackend, name: string) => backend.calls.filter((call) => call.name === name);

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

async function openDialog(backend: FakeBackend) {
  const user = await renderApp(backend);
  await user.click(await check());
  await user.click(await screen.findByRole("button", { name: "Place 4 orders" }));
  return { user, dialog: await screen.findByRole("alertdialog") };
}

const place = (dialog: HTMLElement) => within(dialog).getByRole("button", { name: "Place 4 orders" });

describe("looking", () => {
  it("shows the server's verdict and figures without making a plan", async () => {
    const backend = driftedBackend();
    await renderApp(backend);

    expect(await screen.findByRole("heading", { name: /XOM is 9.1 points under its target/ })).toBeVisible();
    expect(callsTo(backend, "check_rebalance_drift")).toEqual([]);
  });

  it("names the environment once the broker has confirmed it", async () => {
    await renderApp(driftedBackend());

    expect(await screen.findByText("Simulated money. Orders go to a paper account.")).toBeVisible();
  });

  it("says what failed and the reference to quote when the broker is down", async () => {
    await renderApp(scene("broker-down"));

    expect(await screen.findByText("Reference for support: c-7f31")).toBeVisible();
  });

  it("turns the drift table around by keyboard", async () => {
    const user = await renderApp(driftedBackend());
    const table = await screen.findByRole("table", { name: "Drift" });
    within(table).getByRole("button", { name: "Drift (points)" }).focus();
    await user.keyboard("{Enter}");

    expect(within(table).getByRole("columnheader", { name: "Drift (points)" })).toHaveAttribute("aria-sort", "descending");
    expect(within(table).getAllByRole("rowheader")[0]).toHaveTextContent("XOM");
  });
});

describe("targets", () => {
  it("cannot be saved while they do not add up, and says by how much", async () => {
    const user = await renderApp(driftedBackend());
    const field = await screen.findByLabelText("Target percent of JPM");
    await user.clear(field);
    await user.type(field, "35,5%");

    expect(screen.getByTestId("target-total")).toHaveTextContent("Sum 110.5%10.5 points over");
    expect(screen.getByRole("button", { name: "Save targets" })).toHaveAttribute("aria-disabled", "true");
  });

  it("add up after scaling and are sent as decimals", async () => {
    const backend = driftedBackend();
    backend.answer("save_allocation", () => ({ policy_version: 4, status: "ACTIVE", warnings: [] }));
    const user = await renderApp(backend);
    const field = await screen.findByLabelText("Target percent of JPM");
    await user.clear(field);
    await user.type(field, "50");
    await user.click(screen.getByRole("button", { name: "Scale to 100%" }));
    await user.click(screen.getByRole("button", { name: "Save targets" }));

    const [saved] = callsTo(backend, "save_allocation");
    expect(saved?.request).toMatchObject({ draft: false, targets: [{ symbol: "JPM", target_percent: "40" }, {}, {}, { target_percent: "20" }] });
  });

  it("that are not saved stop the preview with that reason", async () => {
    const user = await renderApp(driftedBackend());
    await user.click(await screen.findByRole("switch", { name: /JPM/ }));

    expect(await check()).toHaveAccessibleDescription("You have unsaved changes to the targets. Save or discard them first.");
  });

  it("can start from current holdings where there are none", async () => {
    const user = await renderApp(scene("no-targets"));
    await waitFor(() => expect(screen.getByRole("button", { name: "Start from current holdings" })).toHaveAttribute("aria-disabled", "false"));
    await user.click(screen.getByRole("button", { name: "Start from current holdings" }));

    expect(screen.getByLabelText("Target percent of WMT")).toHaveValue("33.81");
    expect(screen.getByTestId("target-total")).toHaveTextContent("Sum 100%");
  });

  it("changed elsewhere during editing are announced, not lost", async () => {
    const backend = driftedBackend();
    const user = await renderApp(backend);
    await user.click(await screen.findByRole("switch", { name: /JPM/ }));
    act(() => backend.put(`userSettings/${DEMO_USER.uid}`, { policy_version: 9, status: "ACTIVE", cash_target_percent: "0" }));

    expect(await screen.findByText(/changed somewhere else/)).toBeVisible();
    expect(screen.getByRole("switch", { name: /JPM/ })).not.toBeChecked();
  });

  it("saved as a draft are marked and never previewed", async () => {
    await renderApp(scene("draft"));

    expect(await check()).toHaveAccessibleDescription("These targets are a draft. Save them as targets to rebalance.");
  });
});

describe("approving a plan", () => {
  it("starts with the focus on Cancel, and Escape returns it to the opener", async () => {
    const { user, dialog } = await openDialog(driftedBackend());
    await waitFor(() => expect(within(dialog).getByRole("button", { name: "Cancel" })).toHaveFocus());
    await user.keyboard("{Escape}");

    await waitFor(() => expect(screen.getByRole("button", { name: "Place 4 orders" })).toHaveFocus());
  });

  it("names the environment, the count and every order", async () => {
    const { dialog } = await openDialog(driftedBackend());

    expect(dialog).toHaveAccessibleName("Place 4 orders on the paper account?");
    expect(within(dialog).getAllByRole("listitem")).toHaveLength(4);
  });

  it("sends one request for a double click", async () => {
    const backend = driftedBackend();
    backend.answer("execute_plan", () => new Promise(() => undefined));
    const { user, dialog } = await openDialog(backend);
    await user.dblClick(place(dialog));

    expect(callsTo(backend, "execute_plan")).toHaveLength(1);
  });

  it("repeats the same key after a lost answer and says that it is not known what happened", async () => {
    const backend = scene("answer-lost");
    const { user, dialog } = await openDialog(backend);
    await user.click(place(dialog));
    expect(await within(dialog).findByText("It is not known yet whether the orders were placed")).toBeVisible();
    await user.click(place(dialog));

    const keys = callsTo(backend, "execute_plan").map((call) => (call.request as { idempotency_key: string }).idempotency_key);
    expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  });

  it("heals a lost answer by itself when the run document appears", async () => {
    const backend = scene("answer-lost");
    const { user, dialog } = await openDialog(backend);
    await user.click(place(dialog));
    await within(dialog).findByRole("alert");
    act(() => putRun(backend, run("SELLING"), []));

    expect(await screen.findByRole("heading", { name: "Rebalancing run" })).toBeVisible();
    expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument();
  });

  it("says that nothing was sent and when the market opens", async () => {
    const { user, dialog } = await openDialog(scene("market-closed"));
    await user.click(place(dialog));

    expect(await within(dialog).findByRole("alert")).toHaveTextContent(/The market opens Mar 24, 2020, 09:30 New York.*Nothing was sent to the broker/);
  });

  it("moves to the run, whose id is then in the address", async () => {
    const backend = driftedBackend();
    backend.answer("execute_plan", () => {
      putRun(backend, run("SELLING"), [leg(1, { state: "SENDING" })]);
      return { run_id: "run_0001", state: "SELLING", replayed: false, leg_count: 4 };
    });
    const { user, dialog } = await openDialog(backend);
    await user.click(place(dialog));

    await waitFor(() => expect(screen.getByRole("heading", { name: "Rebalancing run" })).toHaveFocus());
    await waitFor(() => expect(location.search).toBe("?run=run_0001"));
  });

  it.each([
    ["halted", "Trading is halted: Quotes look wrong since 10:28"],
    ["state-missing", "Trading is halted: No trading state has been recorded, so trading counts as halted."],
    ["expired", "The preview has expired. Preview again."],
  ])("is refused in the state %s, with the reason", async (name, reason) => {
    const user = await renderApp(scene(name));
    await user.click(await check());

    expect(await screen.findByRole("button", { name: "Place 4 orders" })).toHaveAccessibleDescription(reason);
  });

  it("is refused while another run is active", async () => {
    const backend = scene("running");
    backend.answer("check_rebalance_drift", () => preview({ plan_id: "pl_0002" }));
    const user = await renderApp(backend);
    await user.click(await check());

    expect(await screen.findByRole("button", { name: "Place 4 orders" })).toHaveAccessibleDescription(
      "A run is in progress. Wait until it has ended.",
    );
  });

  it("is refused in an open dialog from the moment trading is halted", async () => {
    const backend = driftedBackend();
    const { dialog } = await openDialog(backend);
    act(() => putTradingMode(backend, "HALTED", "Stopped by hand"));

    expect(place(dialog)).toHaveAttribute("aria-disabled", "true");
  });

  it("finds nothing to do in a portfolio that is in band", async () => {
    const user = await renderApp(scene("in-band"));
    await user.click(await check());

    expect(await screen.findByRole("heading", { name: "Nothing to do" })).toHaveFocus();
  });
});

describe("a run", () => {
  it("that has not ended is found again without its id", async () => {
    await renderApp(scene("running"));

    expect(await screen.findByText("Waiting for sells to fill. 1 of 4 orders filled")).toBeVisible();
  });

  it("shows an unknown outcome as unknown, never as failed", async () => {
    await renderApp(scene("running"));
    const orders = await screen.findByRole("table", { name: "Trades executed" });

    expect(within(orders).getByRole("row", { name: /JPM/ })).toHaveTextContent("Outcome not known yet");
    expect(document.body).not.toHaveTextContent(/failed/i);
  });

  it("shows fills as they arrive", async () => {
    const backend = scene("running");
    await renderApp(backend);
    await screen.findByText(/1 of 4 orders filled/);
    act(() => putRun(backend, run("SELLS_OPEN"), [leg(2, { symbol: "WMT" })]));

    expect(await screen.findByText(/2 of 4 orders filled/)).toBeVisible();
  });

  it("named in the address is shown after it has ended, with the broker's refusal", async () => {
    await renderApp(scene("completed"), "/allocation?run=run_0001");

    expect(await screen.findByText("Rejected by the broker")).toBeVisible();
    expect(screen.getByText("The broker refused: asset is not tradable today.")).toBeVisible();
  });
});

it("keeps showing saved targets until the stored ones have caught up", async () => {
  const backend = driftedBackend();
  backend.answer("save_allocation", () => ({ policy_version: 4, status: "ACTIVE", warnings: [] }));
  const user = await renderApp(backend);
  const field = await screen.findByLabelText("Target percent of JPM");
  await user.clear(field);
  await user.type(field, "24.5");
  await user.click(screen.getByRole("button", { name: "Save targets" }));
  await screen.findByText("Saved as version 4.");
  expect(screen.getByLabelText("Target percent of JPM")).toHaveValue("24.5");
  act(() => {
    putTargets(backend, { JPM: "24.5" });
    backend.put(`userSettings/${DEMO_USER.uid}`, { policy_version: 4, status: "ACTIVE", cash_target_percent: "0" });
  });

  expect(screen.getByLabelText("Target percent of JPM")).toHaveValue("24.5");
});
