import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { createFakeBackend, DEMO_PASSWORD, type FakeBackend } from "../../../../testing/fake-backend";
import { renderApp } from "../../../../testing/render-app";
import { SCENES } from "../../../../testing/scenes";

function scene(name: string): FakeBackend {
  return SCENES[name]?.() ?? createFakeBackend();
}

const asked = (backend: FakeBackend) => backend.calls.filter(({ name }) => name === "set_live_trading").map(({ request }) => request);

async function open(name: string) {
  const backend = scene(name);
  const user = await renderApp(backend, "/settings");
  const card = within(await screen.findByRole("region", { name: "Real money" }));
  return { backend, user, card };
}

it("a paper account has nothing to decide", async () => {
  const { card } = await open("settings");

  expect(await card.findByText(/nothing can move real money/)).toBeVisible();
  expect(card.queryByRole("button")).toBeNull();
});

it("a live account is enabled after a typed phrase, by its owner who has just signed in", async () => {
  const { backend, user, card } = await open("settings-live");
  backend.askForSignIn("set_live_trading");
  expect(await card.findByText("Account …4f2a may not trade: no run starts on it.")).toBeVisible();
  await user.click(card.getByRole("button", { name: "Trade with real money" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  const go = dialog.getByRole("button", { name: "Trade with real money" });
  expect(go).toHaveAttribute("aria-disabled", "true");
  await user.type(dialog.getByLabelText(/Type/), "Real money");
  await user.click(go);
  await user.type(await screen.findByLabelText("Password"), DEMO_PASSWORD);
  await user.click(screen.getByRole("button", { name: "Go on" }));

  expect(await card.findByText(/may trade with real money/)).toBeVisible();
  expect(asked(backend)).toEqual([{ enabled: true }, { enabled: true }]);
});

it("what was enabled is taken back with one confirmation", async () => {
  const { backend, user, card } = await open("settings-live-enabled");
  await user.click(await card.findByRole("button", { name: "Trade with real money no more" }));
  await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Trade with real money no more" }));

  await waitFor(() => expect(asked(backend)).toEqual([{ enabled: false }]));
  expect(await card.findByText(/may not trade/)).toBeVisible();
});

it("a deployment without real money says so, and changes nothing", async () => {
  const { user, card } = await open("settings-live-off");
  await user.click(await card.findByRole("button", { name: "Trade with real money" }));
  const dialog = within(await screen.findByRole("alertdialog"));
  await user.type(dialog.getByLabelText(/Type/), "real money");
  await user.click(dialog.getByRole("button", { name: "Trade with real money" }));

  expect(await dialog.findByRole("alert")).toHaveTextContent(/operator has not switched that on/);
});
