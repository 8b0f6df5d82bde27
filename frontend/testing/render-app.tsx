import { act, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { App } from "@/app/app";
// Read before the first test, so that no test waits for a chunk to be compiled.
import "@/app/routes/allocation-page";
import "@/app/routes/plan-section";
import "@/app/routes/run-section";
import type { FakeBackend } from "./fake-backend";

/** Renders the whole application over a fake back end and waits until its first promises have settled. */
export async function renderApp(backend: FakeBackend, path = "/allocation"): Promise<UserEvent> {
  history.replaceState(null, "", path);
  await act(async () => {
    render(<App backend={Promise.resolve(backend)} />);
  });
  return userEvent.setup();
}
