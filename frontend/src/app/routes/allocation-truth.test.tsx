import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { DEMO_USER, type FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { run, standing } from "../../../testing/samples";
import { driftedBackend, putRun, putTargets, SCENES } from "../../../testing/scenes";
import { putSwitch } from "../../../testing/scenes/settings";
import { countOn } from "../../../testing/scenes/truths";

const check = () => screen.findByRole("button", { name: "Check & Rebalance" });
const place = () => screen.findByRole("button", { name: "Place 4 orders" });

const known = () => screen.queryByRole("table", { name: "Drift" });

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

describe("a switch of one's own", () => {
  it("keeps orders from being placed, with its reason", async () => {
    const user = await renderApp(scene("own-halted"));
    await user.click(await check());

    expect(await place()).toHaveAccessibleDescription("Trading is halted: Moving house");
  });

  it("keeps those of a plan at its own address, too", async () => {
    await renderApp(scene("own-halted"), "/plans/pl_0001");

    await waitFor(async () => expect(await place()).toHaveAccessibleDescription("Trading is halted: Moving house"));
  });

  it("is told on the schedules' page", async () => {
    const backend = scene("scheduled");
    putSwitch(backend, "user", { mode: "HALTED", reason: "Moving house" });
    await renderApp(backend, "/schedules");

    expect(await screen.findByText(/no rule places an order until trading is resumed/)).toBeVisible();
  });
});

describe("an answer that was lost", () => {
  it("leaves open whether a run was asked to stop", async () => {
    const user = await renderApp(scene("cancel-lost"));
    await user.click(await screen.findByRole("button", { name: "Cancel remaining" }));

    const told = await screen.findByText("It is not known yet whether the run was asked to stop");
    expect(told.closest("[role=alert]")).toHaveTextContent(/goes on showing what holds/);
    expect(screen.queryByText("The run could not be asked to stop")).not.toBeInTheDocument();
  });

  it("leaves open whether targets were saved", async () => {
    const user = await renderApp(scene("save-lost"));
    await user.click(await screen.findByRole("switch", { name: /JPM/ }));
    await user.click(screen.getByRole("button", { name: "Scale to 100%" }));
    await user.click(screen.getByRole("button", { name: "Save targets" }));

    expect(await screen.findByText("It is not known yet whether the targets were saved")).toBeVisible();
    expect(screen.queryByText("The targets were not saved")).not.toBeInTheDocument();
  });

  it("to a preview says that nothing was sent, for a preview sends nothing", async () => {
    const user = await renderApp(scene("preview-lost"));
    await user.click(await check());
    const told = await screen.findByRole("alert");

    expect(told).toHaveTextContent("Nothing was sent to the broker.");
    expect(told).not.toHaveTextContent(/not known whether the server acted/);
  });
});

it("saving targets leaves no plan of the old ones behind", async () => {
  const backend = driftedBackend();
  backend.answer("save_allocation", () => ({ policy_version: 4, status: "ACTIVE", class_targets: [], warnings: [] }));
  const user = await renderApp(backend);
  await user.click(await check());
  await place();
  expect(location.search).toBe("?plan=pl_0001");
  const field = screen.getByLabelText("Band in points around the target of JPM");
  await user.clear(field);
  await user.type(field, "4");
  await user.click(screen.getByRole("button", { name: "Save targets" }));

  await waitFor(() => expect(screen.queryByRole("heading", { name: "Preview" })).not.toBeInTheDocument());
  expect(location.search).toBe("");
});

describe("an executed plan", () => {
  it("says so at its own address, with its run, and cannot be placed again", async () => {
    await renderApp(scene("executed"), "/plans/pl_0001");

    expect(await screen.findByText("This plan has been executed")).toBeVisible();
    expect(screen.getByText("Completed")).toBeVisible();
    expect(screen.getByRole("link", { name: "See its run" })).toHaveAttribute("href", "/history/run_0001");
    expect([screen.queryByText("Nothing placed yet"), screen.queryByRole("button", { name: /^Place/ })]).toEqual([null, null]);
  });

  it("is known as such however many runs have followed it", async () => {
    const backend = scene("executed");
    for (const number of [2, 3, 4, 5, 6, 7]) {
      putRun(backend, run("COMPLETED", { run_id: `run_000${number}`, plan_id: `pl_000${number}`, updated_at: `2020-04-0${number}T15:00:00Z` }), []);
    }
    await renderApp(backend, "/plans/pl_0001");

    expect(await screen.findByText("This plan has been executed")).toBeVisible();
  });

  it("asks for no look and no new preview any more", async () => {
    await renderApp(scene("reviewed-and-executed"), "/plans/pl_0001");

    expect(await screen.findByText("Finished with adjustments")).toBeVisible();
    expect([screen.queryByText(/This preview has expired/), screen.queryByText(/waiting for a look/)]).toEqual([null, null]);
  });

  it("is told from one of a simulated run", async () => {
    const backend = driftedBackend();
    const { updated_at: _, ...simulated } = run("COMPLETED");
    backend.put(`userSettings/${DEMO_USER.uid}/rebalance_runs/sim_1`, simulated);
    await renderApp(backend, "/plans/pl_0001");

    expect(await screen.findByText("Nothing placed yet")).toBeVisible();
  });
});

it("a plan names itself and the moment of its figures", async () => {
  await renderApp(driftedBackend(), "/plans/pl_0001");

  expect(await screen.findByText(/Prices and holdings as of/)).toHaveTextContent(/Plan pl_0001·Prices and holdings as of \w+ \d+:\d+ New York/);
});

describe("a refresh", () => {
  it("that fails leaves the last figures there, under what went wrong", async () => {
    const backend = driftedBackend();
    await renderApp(backend);
    await screen.findByRole("table", { name: "Drift" });
    backend.answer("simulate", () => Promise.reject(new Error("down")));
    act(() => countOn(backend));

    expect(await screen.findByText("Newer figures could not be read; these are the last ones received")).toBeVisible();
    expect([known(), await check()]).toEqual([expect.anything(), expect.anything()]);
  });

  it("under way greys the last figures out until the new ones are there", async () => {
    const backend = driftedBackend();
    await renderApp(backend);
    const table = await screen.findByRole("table", { name: "Drift" });
    const waiting: ((report: object) => void)[] = [];
    backend.answer("simulate", () => new Promise<object>((resolve) => waiting.push(resolve)));
    act(() => countOn(backend));
    await waitFor(() => expect(table.closest("[aria-busy=true]")).not.toBeNull());
    await act(async () => waiting[0]?.(standing()));

    await waitFor(() => expect(known()?.closest("[aria-busy=true]")).toBeNull());
  });
});

it("the class sums of a save are not held against what another tab has saved since", async () => {
  const backend = scene("classes");
  backend.answer("save_allocation", () => ({ policy_version: 4, status: "ACTIVE", class_targets: [], warnings: [] }));
  const user = await renderApp(backend);
  const field = await screen.findByLabelText("Band in points around the target of VTI");
  await user.clear(field);
  await user.type(field, "4");
  await user.click(screen.getByRole("button", { name: "Save targets" }));
  await screen.findByText("Saved as version 4.");
  act(() => {
    putTargets(backend, { VTI: "100" });
    backend.put(`userSettings/${DEMO_USER.uid}`, { policy_version: 5, status: "ACTIVE", cash_target_percent: "0" });
  });

  expect(screen.queryByText("Saved as version 4.")).not.toBeInTheDocument();
  expect(screen.queryByText(/The server counts/)).not.toBeInTheDocument();
});

it("what was said about a save is gone once the targets are edited again and the edits discarded", async () => {
  const backend = driftedBackend();
  backend.answer("save_allocation", () => ({ policy_version: 4, status: "ACTIVE", class_targets: [], warnings: [] }));
  const user = await renderApp(backend);
  const field = await screen.findByLabelText("Band in points around the target of JPM");
  await user.type(field, "4");
  await user.click(screen.getByRole("button", { name: "Save targets" }));
  await screen.findByText("Saved as version 4.");
  act(() => countOn(backend));
  await user.click(screen.getByRole("switch", { name: /JPM/ }));
  await user.click(screen.getByRole("button", { name: "Discard changes" }));

  expect(screen.queryByText("Saved as version 4.")).not.toBeInTheDocument();
});

describe("a closed market", () => {
  it("is told above the button, with what becomes of the orders and the next opening", async () => {
    const user = await renderApp(scene("market-closed-ahead"));
    await user.click(await check());
    const told = await screen.findByText(/Orders placed now wait for the opening/);

    expect(told.parentElement).toHaveTextContent(/The market opens .* New York/);
    expect(await place()).toHaveAttribute("aria-disabled", "false");
  });

  it("is not told while it is open", async () => {
    const user = await renderApp(driftedBackend());
    await user.click(await check());
    await place();

    expect(screen.queryByText(/Orders placed now wait for the opening/)).not.toBeInTheDocument();
  });
});
