import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, render } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import type { ReactNode } from "react";
import { BrowserRouter } from "react-router";
import { BackendProvider, SessionProvider, useSession } from "@/lib/firebase";
import type { FakeBackend } from "./fake-backend";

/** Renders a part of a page for a signed-in person, without the rest of the application. */
export async function renderPart(backend: FakeBackend, part: ReactNode): Promise<UserEvent> {
  await act(async () => {
    render(
      <BackendProvider backend={backend}>
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          <SessionProvider>
            <BrowserRouter>
              <WhenSignedIn>{part}</WhenSignedIn>
            </BrowserRouter>
          </SessionProvider>
        </QueryClientProvider>
      </BackendProvider>,
    );
  });
  return userEvent.setup();
}

function WhenSignedIn({ children }: { children: ReactNode }) {
  return useSession().status === "signed-in" ? children : null;
}
