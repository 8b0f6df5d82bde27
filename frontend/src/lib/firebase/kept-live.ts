import { useState } from "react";
import { LOADING, type Live } from "./live-store";

/** Keeps showing the last answer of `useLiveDoc` or `useLiveQuery` while a listener that took its place is loading. */
export function useKeptLive<Value>(live: Live<Value>): Live<Value> {
  const [kept, setKept] = useState<Live<Value>>(LOADING);
  if (live.status === "loading") return kept;
  if (live !== kept) setKept(live);
  return live;
}
