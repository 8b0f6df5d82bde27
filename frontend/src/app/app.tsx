import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, Suspense, use, useState } from "react";
import { BrowserRouter, Navigate, Route, Routes } from "react-router";
import { Skeleton } from "@/components/ui/skeleton";
import { RequireUser } from "@/features/auth";
import { type Backend, BackendProvider, SessionProvider } from "@/lib/firebase";
import { messages } from "@/lib/messages";
import { ErrorPage } from "./error-page";
import { PAGES } from "./pages";
import { NotFoundPage } from "./routes/not-found-page";
import { Shell } from "./shell/shell";

/** The whole application over a back end that is still connecting. */
export function App({ backend }: { backend: Promise<Backend> }) {
  return (
    <ErrorPage>
      <Suspense fallback={<Skeleton what={messages.common.connection} className="min-h-dvh rounded-none" />}>
        <Providers backend={backend}>
          <BrowserRouter>
            <RequireUser>
              <Routes>
                <Route element={<Shell />}>
                  <Route index element={<Navigate to="/allocation" replace />} />
                  {PAGES.map(({ path, Body }) => (
                    <Route
                      key={path}
                      path={path}
                      element={
                        <Suspense fallback={<Skeleton what={messages.common.page} className="h-96" />}>
                          <Body />
                        </Suspense>
                      }
                    />
                  ))}
                  <Route path="*" element={<NotFoundPage />} />
                </Route>
              </Routes>
            </RequireUser>
          </BrowserRouter>
        </Providers>
      </Suspense>
    </ErrorPage>
  );
}

function Providers({ backend, children }: { backend: Promise<Backend>; children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false } } }));
  return (
    <BackendProvider backend={use(backend)}>
      <QueryClientProvider client={client}>
        <SessionProvider>{children}</SessionProvider>
      </QueryClientProvider>
    </BackendProvider>
  );
}
