import { act, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { App } from "@/app/app";
import { beforeAll } from "vitest";
import type { FakeBackend } from "./fake-backend";

const COMPILED_WITHIN_MS = 60_000;

// No test waits for a chunk to be compiled.
beforeAll(async () => {
  await Promise.all([import("@/app/routes/allocation-page"), import("@/app/routes/plan-section"), import("@/app/routes/run-section")]);
}, COMPILED_WITHIN_MS);

/** Renders the whole application over a fake back end and waits until its first promises have settled. */
export async function renderApp(backend: FakeBackend, path = "/allocation"): Promise<UserEvent> {
  history.replaceState(null, "", path);
  await act(async () => {
    render(<App backend={Promise.resolve(backend)} />);
  });
  return userEvent.setup();
}
