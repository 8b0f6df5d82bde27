const keyOf = (uid: string) => `trimtab.alerts.seen.${uid}`;

/** The moment of the newest thing a person has seen here on this device, or null before the first visit. */
export function lastSeen(uid: string): string | null {
  const stored = localStorage.getItem(keyOf(uid));
  return stored !== null && !isNaN(Date.parse(stored)) ? stored : null;
}

/** Remembers the newest of what has been shown; never goes back. */
export function markSeen(uid: string, moments: readonly string[]): void {
  const newest = [lastSeen(uid), ...moments].filter((moment) => moment !== null).toSorted(byTime).at(-1);
  if (newest !== undefined) localStorage.setItem(keyOf(uid), newest);
}

/** Whether something came after the last visit; on a first visit nothing is marked. */
export function isNewSince(seen: string | null, moment: string): boolean {
  return seen !== null && Date.parse(moment) > Date.parse(seen);
}

function byTime(left: string, right: string): number {
  return Date.parse(left) - Date.parse(right);
}
