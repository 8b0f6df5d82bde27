import { useEffect, useState } from "react";
import { useBrowserOnline } from "@/lib/online";
import { useLiveDoc } from "./hooks";

/** The one document everybody watches; its cache flag tells whether the live connection stands. */
export const RISK_STATUS_PATH = "systemStatus/risk_management";

/** When the live connection stood for the last time, RFC 3339; null while it stands, or where it never has. */
export function useLastHeard(): string | null {
  const isBrowserOnline = useBrowserOnline();
  const status = useLiveDoc<unknown>(RISK_STATUS_PATH);
  const isHeard = isBrowserOnline && "fromCache" in status && !status.fromCache;
  const [lostAt, setLostAt] = useState<string | null>(null);
  useEffect(() => (isHeard ? () => setLostAt(new Date().toISOString()) : undefined), [isHeard]);
  return isHeard ? null : lostAt;
}

/** True while figures come from this device's memory because the server cannot be reached. */
export function useIsOffline(): boolean {
  const isBrowserOnline = useBrowserOnline();
  const status = useLiveDoc<unknown>(RISK_STATUS_PATH);
  const isStale = "fromCache" in status && status.fromCache;
  return !isBrowserOnline || isStale;
}
