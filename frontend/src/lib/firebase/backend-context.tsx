import { createContext, type ReactNode, use, useState } from "react";
import type { Backend } from "./backend";
import { createLiveStore, type LiveStore } from "./live-store";

interface Connection {
  backend: Backend;
  live: LiveStore;
}

const ConnectionContext = createContext<Connection | null>(null);

export function BackendProvider({ backend, children }: { backend: Backend; children: ReactNode }) {
  const [connection] = useState(() => ({ backend, live: createLiveStore(backend) }));
  return <ConnectionContext value={connection}>{children}</ConnectionContext>;
}

export function useConnection(): Connection {
  const connection = use(ConnectionContext);
  if (!connection) throw new Error("useConnection is only available inside a BackendProvider.");
  return connection;
}
