import { useSyncExternalStore } from "react";
import { newYorkDay } from "./term";

const MINUTE_MS = 60_000;

function everyMinute(changed: () => void): () => void {
  const timer = setInterval(changed, MINUTE_MS);
  return () => clearInterval(timer);
}

/** Today's date in New York; renders again only when the day ends there. */
export function useMarketDay(): string {
  return useSyncExternalStore(everyMinute, () => newYorkDay(Date.now()));
}
