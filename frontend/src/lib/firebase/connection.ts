import { useBrowserOnline } from "@/lib/online";
import { useLiveDoc } from "./hooks";

/** The one document everybody watches; its cache flag tells whether the live connection stands. */
export const RISK_STATUS_PATH = "systemStatus/risk_management";

/** True while figures come from this device's memory because the server cannot be reached. */
export function useIsOffline(): boolean {
  const isBrowserOnline = useBrowserOnline();
  const status = useLiveDoc<unknown>(RISK_STATUS_PATH);
  const isStale = "fromCache" in status && status.fromCache;
  return !isBrowserOnline || isStale;
}
