import { act, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import type { FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { driftedBackend, putTradingMode, SCENES } from "../../../testing/scenes";

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

const control = (state: string) => screen.findByRole("button", { name: `${state}. Change the trading state` });

describe("the kill switch", () => {
  it("stops trading with one confirmation, recording a reason", async () => {
    const backend = driftedBackend();
    backend.answer("set_trading_mode", () => {
      putTradingMode(backend, "HALTED", "Stopped by hand");
      return {};
    });
    const user = await renderApp(backend);
    await user.click(await control("Trading on"));
    await user.click(await screen.findByRole("button", { name: "Stop trading" }));

    await waitFor(() => expect(screen.queryByRole("alertdialog")).not.toBeInTheDocument());
    expect(screen.getByText("Reason: Stopped by hand")).toBeVisible();
    expect(backend.calls.at(-1)?.request).toEqual({ mode: "HALTED", reason: "Stopped by hand", scope: "USER" });
  });

  it("resumes trading only after a reason and the typed phrase", async () => {
    const backend = SCENES.halted?.() ?? driftedBackend();
    backend.answer("set_trading_mode", () => ({}));
    const user = await renderApp(backend);
    await user.click(await control("Trading halted"));
    const dialog = await screen.findByRole("alertdialog");
    const resume = within(dialog).getByRole("button", { name: "Resume trading" });
    await user.type(within(dialog).getByLabelText(/Reason for resuming/), "Quotes are right again");
    expect(resume).toHaveAttribute("aria-disabled", "true");
    await user.type(within(dialog).getByLabelText(/Type “resume trading”/), "Resume trading");
    await user.click(resume);

    expect(backend.calls.at(-1)?.request).toEqual({ mode: "ACTIVE", reason: "Quotes are right again" });
  });

  it("stops everybody where a person chooses so", async () => {
    const backend = driftedBackend();
    backend.answer("set_trading_mode", () => ({}));
    const user = await renderApp(backend);
    await user.click(await control("Trading on"));
    await user.selectOptions(await screen.findByLabelText("Which orders"), "EVERYBODY");
    await user.click(screen.getByRole("button", { name: "Stop trading" }));

    expect(backend.calls.at(-1)?.request).toEqual({ mode: "HALTED", reason: "Stopped by hand" });
  });

  it("offers to stop and to resume where only sells are allowed", async () => {
    const user = await renderApp(scene("reduce-only"));
    await user.click(await control("Sells only"));
    expect(await screen.findByRole("alertdialog", { name: "Stop trading in all your portfolios?" })).toBeVisible();
    await user.click(screen.getByRole("button", { name: "Cancel" }));
    await user.click(await screen.findByRole("button", { name: "Resume trading" }));

    expect(await screen.findByRole("alertdialog", { name: "Resume trading?" })).toBeVisible();
  });

  it("that is a person's own is announced, with who turned what and when", async () => {
    await renderApp(scene("own-halted"));

    expect(await control("Trading halted")).toBeVisible();
    expect(screen.getByRole("alert")).toHaveTextContent(
      /Trading is halted.*Turned for: All your portfolios.*Reason: Moving house.*Since Mar 20, 2020, 10:00 New York.*by you/,
    );
  });

  it("that is one's own is resumed in its own scope", async () => {
    const backend = scene("own-halted");
    backend.answer("set_trading_mode", () => ({}));
    const user = await renderApp(backend);
    await user.click(await control("Trading halted"));
    await user.type(await screen.findByLabelText(/Reason for resuming/), "Settled in");
    await user.type(screen.getByLabelText(/Type “resume trading”/), "resume trading");
    await user.click(screen.getByRole("button", { name: "Resume trading" }));

    expect(backend.calls.at(-1)?.request).toEqual({ mode: "ACTIVE", reason: "Settled in", scope: "USER" });
  });

  it("is resumed by a session of long ago after its password, and the typed words stay meanwhile", async () => {
    const backend = scene("halted-long-ago");
    const user = await renderApp(backend);
    await user.click(await control("Trading halted"));
    const reason = await screen.findByLabelText(/Reason for resuming/);
    await user.type(reason, "Settled in");
    await user.type(screen.getByLabelText(/Type “resume trading”/), "resume trading");
    await user.click(screen.getByRole("button", { name: "Resume trading" }));
    const question = within(await screen.findByRole("alertdialog", { name: "Enter your password to go on" }));
    expect(reason).toHaveValue("Settled in");
    await user.type(question.getByLabelText("Password"), "trimtab-demo");
    await user.click(question.getByRole("button", { name: "Go on" }));

    await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
    const turns = backend.calls.filter(({ name }) => name === "set_trading_mode").map(({ request }) => request);
    expect(turns).toEqual([{ mode: "ACTIVE", reason: "Settled in" }, { mode: "ACTIVE", reason: "Settled in" }]);
  });

  it("whose answer was lost is not said to be unchanged", async () => {
    const user = await renderApp(scene("stop-lost"));
    await user.click(await control("Trading on"));
    await user.click(await screen.findByRole("button", { name: "Stop trading" }));
    const told = await within(screen.getByRole("alertdialog")).findByRole("alert");

    expect(told).toHaveTextContent(/It is not known yet whether the trading state was changed.*shown in the header/);
    expect(told).not.toHaveTextContent("was not changed");
  });

  it("announces a halt wherever the person is", async () => {
    const backend = driftedBackend();
    await renderApp(backend);
    await control("Trading on");
    act(() => putTradingMode(backend, "HALTED", "Drawdown"));

    expect(await screen.findByRole("alert")).toHaveTextContent("Trading is halted");
  });
});

it("says that the connection is lost and stops previews", async () => {
  const backend = driftedBackend();
  await renderApp(backend);
  await screen.findByRole("button", { name: "Check & Rebalance" });
  act(() => backend.setConnected(false));

  expect(screen.getByText("Connection lost")).toBeVisible();
  expect(screen.getByRole("button", { name: "Check & Rebalance" })).toHaveAccessibleDescription("The connection is lost.");
});

it("says when the server last answered once a connection is lost, and nothing where there was none", async () => {
  const backend = driftedBackend();
  await renderApp(backend);
  await screen.findByRole("button", { name: "Check & Rebalance" });
  act(() => backend.setConnected(false));
  expect(await screen.findByText(/The server last answered/)).toHaveTextContent(/\d\d:\d\d New York/);
  act(() => backend.setConnected(true));

  expect(screen.queryByText(/The server last answered/)).not.toBeInTheDocument();
});

it("claims no last answer for a page that opened without a connection", async () => {
  await renderApp(scene("offline"));

  expect(await screen.findByText("Connection lost")).toBeVisible();
  expect(screen.queryByText(/The server last answered/)).not.toBeInTheDocument();
});

it("names the page in the tab", async () => {
  const user = await renderApp(driftedBackend());
  await screen.findByRole("button", { name: "Check & Rebalance" });
  expect(document.title).toBe("Allocation · Trimtab");
  await user.keyboard("gh");

  await waitFor(() => expect(document.title).toBe("History · Trimtab"));
});

it("names the sign-in page in the tab", async () => {
  await renderApp(driftedBackend(null));

  await waitFor(() => expect(document.title).toBe("Sign in · Trimtab"));
});

it("shows the sign-in form at the same address to somebody who is not signed in, then the page", async () => {
  const user = await renderApp(driftedBackend(null), "/allocation?run=run_0001");
  await user.click(await screen.findByRole("button", { name: "Use the demo account" }));
  await user.click(screen.getByRole("button", { name: "Sign in" }));

  expect(await screen.findByRole("heading", { name: "Allocation" })).toBeVisible();
  expect(location.search).toBe("?run=run_0001");
});

it("asks for what is missing instead of sending an empty form", async () => {
  const user = await renderApp(driftedBackend(null));
  await user.click(await screen.findByRole("button", { name: "Sign in" }));

  expect(screen.getByRole("alert")).toHaveTextContent("Enter your email and your password.");
});

it("forgets the person's figures and approvals on signing out", async () => {
  sessionStorage.setItem("trimtab.approval", "{}");
  const user = await renderApp(driftedBackend());
  await user.click(await screen.findByRole("button", { name: "Sign out" }));

  await waitFor(() => expect(screen.getByRole("heading", { name: "Sign in to Trimtab" })).toBeVisible());
  expect(sessionStorage).toHaveLength(0);
});

it("remembers a chosen theme", async () => {
  const user = await renderApp(driftedBackend());
  await user.click(await screen.findByRole("radio", { name: "Dark" }));

  expect([localStorage.getItem("trimtab.theme"), document.documentElement.dataset.theme]).toEqual(["dark", "dark"]);
});

it("explains an address that leads nowhere", async () => {
  await renderApp(driftedBackend(), "/nowhere");

  expect(await screen.findByRole("link", { name: "Go to Allocation" })).toBeVisible();
});

it.each([
  ["gh", "History"],
  ["gs", "Schedules"],
  ["gw", "What if"],
])("the keys %s lead to %s", async (keys, name) => {
  const user = await renderApp(driftedBackend());
  await screen.findByRole("button", { name: "Check & Rebalance" });
  await user.keyboard(keys);

  expect(await screen.findByRole("heading", { level: 1, name })).toBeVisible();
});

it("a key makes a preview, but none while somebody types", async () => {
  const backend = driftedBackend();
  const user = await renderApp(backend);
  await screen.findByRole("button", { name: "Check & Rebalance" });
  await user.type(screen.getByLabelText("Target percent of JPM"), "p");
  expect(backend.calls.filter((call) => call.name === "check_rebalance_drift")).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Discard changes" }));
  await user.keyboard("p");

  expect(await screen.findByRole("heading", { name: "Preview" })).toBeVisible();
});

it("the question mark lists the keys", async () => {
  const user = await renderApp(driftedBackend());
  await screen.findByRole("button", { name: "Check & Rebalance" });
  await user.keyboard("?");

  expect(await screen.findByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
});
