// @vitest-environment jsdom
import type { FirebaseApp } from "firebase/app";
import { afterEach, expect, it, vi } from "vitest";
import { browserPush } from "./browser-push";

const app = {} as FirebaseApp;

/** Gives the page what browsers with push have, and an answer to the question for permission. */
function able(permission: NotificationPermission) {
  vi.stubGlobal("Notification", { requestPermission: async () => permission });
  vi.stubGlobal("PushManager", vi.fn());
  Object.defineProperty(navigator, "serviceWorker", { configurable: true, value: { register: vi.fn() } });
}

afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "serviceWorker");
});

it("there is no push without a key, nor in a browser without it", () => {
  expect(browserPush(app, "key")).toBeNull();
  able("granted");

  expect(browserPush(app, null)).toBeNull();
});

it.each(["denied", "default"] as const)("who answers %s is not registered, and no worker is installed", async (permission) => {
  able(permission);

  expect(await browserPush(app, "key")?.register()).toBeNull();
  expect(navigator.serviceWorker.register).not.toHaveBeenCalled();
});
