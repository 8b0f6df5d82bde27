import { act, screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { leg, preview, run } from "../../../testing/samples";
import { refuse } from "../../../testing/samples-account";
import { driftedBackend, putRun, SCENES } from "../../../testing/scenes";

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

/** A back end whose first listener of a path fails. */
function failingOnce(backend: FakeBackend, path: RegExp): FakeBackend {
  let hasFailed = false;
  return {
    ...backend,
    watchDoc(asked, observer) {
      if (hasFailed || !path.test(asked)) return backend.watchDoc(asked, observer);
      hasFailed = true;
      queueMicrotask(() => observer.error(new Error("unavailable")));
      return () => undefined;
    },
  };
}

describe("orders that have not been read", () => {
  it.each(["orders-lost", "orders-waiting"])("are not told as none on the allocation page (%s)", async (name) => {
    await renderApp(scene(name));
    await screen.findByText("Waiting for sells to fill.");

    expect(screen.queryByText("No order has been recorded yet.")).toBeNull();
    expect(screen.queryByText(/of 0 orders/)).toBeNull();
  });

  it("are not counted on the page of their run", async () => {
    await renderApp(scene("orders-lost"), "/history/run_0001");

    expect(await screen.findByText("Not known until the run has ended.")).toBeVisible();
  });

  it("can be asked for again", async () => {
    await renderApp(scene("orders-lost"));
    await waitFor(() => expect(screen.getByText("The orders of this run could not be read")).toBeVisible());

    expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  });
});

it("a rejection interrupts once, and what fills after it does not", async () => {
  const backend = driftedBackend();
  const rejected = leg(2, { symbol: "WMT", state: "REJECTED", filled_quantity: "0" });
  putRun(backend, run("SELLS_OPEN"), [leg(1), rejected, leg(3, { state: "ACKED" })]);
  await renderApp(backend);
  const alert = await screen.findByText("Rejected by the broker: WMT");
  const progress = screen.getByText(/1 of 4 orders filled/);
  act(() => putRun(backend, run("SELLS_OPEN"), [leg(3)]));

  expect([alert.getAttribute("role"), progress.getAttribute("role")]).toEqual(["alert", "status"]);
  expect([alert.textContent, progress.textContent]).toEqual(["Rejected by the broker: WMT", "Waiting for sells to fill. 2 of 4 orders filled"]);
});

it("targets that could not be read are read again on request", async () => {
  const user = await renderApp(failingOnce(driftedBackend(), /^userSettings\/demo$/));
  await user.click(await screen.findByRole("button", { name: "Try again" }));

  expect(await screen.findByLabelText("Target percent of JPM")).toHaveValue("25");
});

it.each([
  ["what-if", "/what-if", "As it is"],
  ["scheduled", "/schedules", "What a rule may do"],
])("what the page of %s stands on is read again on request", async (name, path, heading) => {
  const user = await renderApp(failingOnce(scene(name), /^userSettings\/demo$/), path);
  await user.click((await screen.findAllByText("Try again"))[0] as HTMLElement);

  expect((await screen.findAllByText(heading))[0]).toBeVisible();
});

it("a plan that could not be read is read again on request", async () => {
  const backend = driftedBackend();
  let count = 0;
  backend.answer("show_plan", () => (count++ === 0 ? refuse("UNAVAILABLE", "The store did not answer.", { correlation_id: "c-1" })() : preview()));
  const user = await renderApp(backend, "/plans/pl_0001");
  await user.click(await screen.findByRole("button", { name: "Try again" }));

  expect(await screen.findByRole("button", { name: "Place 4 orders" })).toBeVisible();
});

it.each([
  ["settings-unreadable", "/settings"],
  ["alerts-unreadable", "/alerts"],
  ["tax-unreadable", "/tax"],
])("%s offers another attempt", async (name, path) => {
  await renderApp(scene(name), path);

  expect((await screen.findAllByText("Try again"))[0]).toBeVisible();
});
