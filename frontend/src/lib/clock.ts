import { useSyncExternalStore } from "react";

const SECOND_MS = 1000;

function everySecond(changed: () => void): () => void {
  const timer = setInterval(changed, SECOND_MS);
  return () => clearInterval(timer);
}

/** The present in whole seconds since the epoch, renewed each second. */
export function useNow(): number {
  return useSyncExternalStore(everySecond, () => Math.floor(Date.now() / SECOND_MS));
}

/** Whole seconds from `now` until a moment; negative once it has passed. */
export function secondsUntil(moment: string, now: number): number {
  return Math.floor(Date.parse(moment) / SECOND_MS) - now;
}

/** Whether a moment has passed; renders again only when it does. Null never passes. */
export function useHasPassed(moment: string | null): boolean {
  return useSyncExternalStore(everySecond, () => moment !== null && Date.now() >= Date.parse(moment));
}
