import { screen, waitFor } from "@testing-library/react";
import { beforeEach, expect, it, vi } from "vitest";
import { markPush, markedPush } from "@/lib/push-mark";
import type { FakeBackend } from "../../../testing/fake-backend";
import { renderApp } from "../../../testing/render-app";
import { SCENES } from "../../../testing/scenes";
import { PUSH_ID } from "../../../testing/scenes/settings";

const UID = "demo";
const LONG_AGO = 0;

const callsTo = (backend: FakeBackend, name: string) => backend.calls.filter((call) => call.name === name).map(({ request }) => request);

function scene(name: string): FakeBackend {
  const make = SCENES[name];
  if (!make) throw new Error(`There is no scene ${name}.`);
  return make();
}

async function register(backend: FakeBackend) {
  const user = await renderApp(backend, "/settings");
  await user.click(await screen.findByText("Get push notes here"));
  return user;
}

beforeEach(() => localStorage.clear());

it("a browser that was registered is told as this one, and can be forgotten", async () => {
  const backend = scene("settings-push");
  const user = await register(backend);
  expect(await screen.findByText("This browser")).toBeVisible();
  expect(callsTo(backend, "register_device")).toEqual([{ device_id: PUSH_ID }]);

  await user.click(screen.getByLabelText(`Forget browser ${PUSH_ID.slice(0, 8)}`));
  await waitFor(() => expect(markedPush(UID)).toBeNull());
});

it("a browser that shows no notes is never registered, and says what to do", async () => {
  const backend = scene("settings-push-forbidden");
  await register(backend);

  expect(await screen.findByText(/Allow notifications for this site/)).toBeVisible();
  expect([callsTo(backend, "register_device"), markedPush(UID)]).toEqual([[], null]);
});

it("a refused registration is told with its reference, and leaves no mark", async () => {
  await register(scene("settings-push-refused"));

  expect(await screen.findByText(/c-77fa/)).toBeVisible();
  expect(markedPush(UID)).toBeNull();
});

it("without a key of the deployment there is nothing to press", async () => {
  await renderApp(scene("settings"), "/settings");

  expect(await screen.findByText(/need a messaging key of the deployment/)).toBeVisible();
  expect(screen.queryByText("Get push notes here")).not.toBeInTheDocument();
});

it("the server hears at the next visit of a browser it has not heard of for a day", async () => {
  const backend = scene("settings-push");
  markPush(UID, PUSH_ID, LONG_AGO);
  await renderApp(backend, "/alerts");
  await waitFor(() => expect(callsTo(backend, "register_device")).toEqual([{ device_id: PUSH_ID }]));
});

it("a browser of today, or of somebody else, is left alone", async () => {
  const backend = scene("settings-push");
  backend.push = { register: vi.fn() };
  markPush("somebody-else", PUSH_ID, LONG_AGO);
  await renderApp(backend, "/alerts");
  await screen.findByRole("heading", { name: "Alerts", level: 1 });

  expect(backend.push.register).not.toHaveBeenCalled();
});
