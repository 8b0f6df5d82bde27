import { useSyncExternalStore } from "react";

const DAY_MS = 86_400_000;

const listeners = new Set<() => void>();
const tell = () => listeners.forEach((listener) => listener());

const keyOf = (uid: string) => `trimtab.push.${uid}`;

/** Notes on this device that a person's push notes come here, by which id, and since when the server knows. */
export function markPush(uid: string, id: string, now = Date.now()): void {
  localStorage.setItem(keyOf(uid), `${id} ${new Date(now).toISOString()}`);
  tell();
}

/** Takes the mark away where it names this id. */
export function unmarkPush(uid: string, id: string): void {
  if (markedPush(uid) !== id) return;
  localStorage.removeItem(keyOf(uid));
  tell();
}

/** The id by which a person's push notes reach this browser; null where they do not. */
export function markedPush(uid: string): string | null {
  return read(uid)?.id ?? null;
}

/** The same id, followed as it changes. */
export function useMarkedPush(uid: string): string | null {
  return useSyncExternalStore(subscribe, () => markedPush(uid));
}

/** Whether the server should hear that this browser is still there: it forgets who has not been seen for a month. */
export function isPushDue(uid: string, now = Date.now()): boolean {
  const mark = read(uid);
  return mark !== null && now - mark.at >= DAY_MS;
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => void listeners.delete(changed);
}

function read(uid: string): { id: string; at: number } | null {
  const [id, at] = localStorage.getItem(keyOf(uid))?.split(" ") ?? [];
  return id ? { id, at: Date.parse(at ?? "") || 0 } : null;
}
