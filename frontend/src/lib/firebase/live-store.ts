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
  stop: Unsubscribe;
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
      const entry = entries.get(key) ?? open(backend, source, entries);
      entry.listeners.add(listener);
      return () => {
        entry.listeners.delete(listener);
        if (entry.listeners.size > 0) return;
        entry.stop();
        entries.delete(key);
      };
    },
  };
}

function open(backend: Backend, source: Source, entries: Map<string, Entry>): Entry {
  const entry: Entry = { current: LOADING, listeners: new Set(), stop: () => undefined };
  entries.set(keyOf(source), entry);
  const show = (next: Live<unknown>) => {
    entry.current = next;
    for (const listener of entry.listeners) listener();
  };
  const observer: Observer<{ value: unknown; fromCache: boolean }> = {
    next: ({ value, fromCache }) =>
      show(value === null ? { status: "missing", fromCache } : { status: "ready", value, fromCache }),
    error: () => show({ status: "error" }),
  };
  entry.stop = "doc" in source ? backend.watchDoc(source.doc, observer) : backend.watchQuery(source.query, observer);
  return entry;
}

function keyOf(source: Source): string {
  return "doc" in source ? source.doc : JSON.stringify(source.query);
}
