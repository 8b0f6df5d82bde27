import type { Backend, LiveQuery, Observer, Unsubscribe } from "./backend";

/** What is known of a watched document or query at this moment. */
export type Live<Value> =
  | { status: "loading" }
  | { status: "ready"; value: Value; fromCache: boolean }
  | { status: "missing"; fromCache: boolean }
  | { status: "error" };

export const LOADING: Live<never> = { status: "loading" };

type Source = { doc: string } | { query: LiveQuery };

interface Entry {
  current: Live<unknown>;
  listeners: Set<() => void>;
  /** Null until somebody listens. */
  stop: Unsubscribe | null;
}

export interface LiveStore {
  read(source: Source): Live<unknown>;
  subscribe(source: Source, listener: () => void): Unsubscribe;
}

/** Shares one listener per path among all components that watch it. */
export function createLiveStore(backend: Backend): LiveStore {
  const entries = new Map<string, Entry>();
  return {
    read: (source) => entries.get(keyOf(source))?.current ?? LOADING,
    subscribe(source, listener) {
      const key = keyOf(source);
      const entry = entries.get(key) ?? open(source, entries);
      entry.listeners.add(listener);
      // A listener that has failed never answers again; whoever comes next starts another for all.
      if (entry.stop === null || entry.current.status === "error") start(backend, source, entry);
      return () => {
        entry.listeners.delete(listener);
        if (entry.listeners.size > 0) return;
        entry.stop?.();
        entries.delete(key);
      };
    },
  };
}

function open(source: Source, entries: Map<string, Entry>): Entry {
  const entry: Entry = { current: LOADING, listeners: new Set(), stop: null };
  entries.set(keyOf(source), entry);
  return entry;
}

function start(backend: Backend, source: Source, entry: Entry): void {
  entry.stop?.();
  const show = (next: Live<unknown>) => {
    entry.current = next;
    for (const listener of entry.listeners) listener();
  };
  const observer: Observer<{ value: unknown; fromCache: boolean }> = {
    next: ({ value, fromCache }) =>
      show(value === null ? { status: "missing", fromCache } : { status: "ready", value, fromCache }),
    error: () => show({ status: "error" }),
  };
  if (entry.current.status === "error") show(LOADING);
  entry.stop = "doc" in source ? backend.watchDoc(source.doc, observer) : backend.watchQuery(source.query, observer);
}

function keyOf(source: Source): string {
  return "doc" in source ? source.doc : JSON.stringify(source.query);
}
