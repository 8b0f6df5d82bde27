import type { AlertDocument, AlertKind, AlertLevel } from "@/lib/contracts/generated";

const RANKS = { INFO: 0, WARNING: 1, CRITICAL: 2 } satisfies Record<AlertLevel, number>;

export type EpisodeState = "all" | "open" | "resolved";

/** Which episodes are shown; null stands for every kind or level. */
export interface Filters {
  state: EpisodeState;
  kind: AlertKind | null;
  /** The lowest level that is shown. */
  level: AlertLevel | null;
}

export const NO_FILTERS: Filters = { state: "all", kind: null, level: null };

export function isFiltered({ state, kind, level }: Filters): boolean {
  return state !== "all" || kind !== null || level !== null;
}

/** Joins the open episodes with those of the history: open ones first, the worst on top, then the ones that ended last. */
export function joinEpisodes(open: readonly AlertDocument[], history: readonly AlertDocument[]): AlertDocument[] {
  const byId = new Map([...history, ...open.filter(({ is_open }) => is_open)].map((alert) => [alert.alert_id, alert]));
  return [...byId.values()].toSorted(inOrder);
}

function inOrder(left: AlertDocument, right: AlertDocument): number {
  if (left.is_open !== right.is_open) return left.is_open ? -1 : 1;
  const byLevel = left.is_open ? RANKS[right.level] - RANKS[left.level] : 0;
  return byLevel || right.changed_at.localeCompare(left.changed_at);
}

export function filterEpisodes(episodes: readonly AlertDocument[], { state, kind, level }: Filters): AlertDocument[] {
  return episodes.filter(
    (alert) =>
      (state === "all" || alert.is_open === (state === "open")) &&
      (kind === null || alert.kind === kind) &&
      (level === null || RANKS[alert.level] >= RANKS[level]),
  );
}

/** Whole seconds an episode has lasted, up to `now` (in seconds since 1970) where it is still open. */
export function secondsLasted({ opened_at, resolved_at }: AlertDocument, now: number): number {
  const end = resolved_at === null ? now * 1000 : Date.parse(resolved_at);
  return Math.max(0, Math.floor((end - Date.parse(opened_at)) / 1000));
}
