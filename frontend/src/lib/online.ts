import { useSyncExternalStore } from "react";

function onConnectionChange(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}

/** What the browser believes about its network; `true` proves little, `false` is reliable. */
export function useBrowserOnline(): boolean {
  return useSyncExternalStore(onConnectionChange, () => navigator.onLine);
}
