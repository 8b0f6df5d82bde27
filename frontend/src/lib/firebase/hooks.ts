import { useCallback, useSyncExternalStore } from "react";
import type { Backend, LiveQuery } from "./backend";
import { useConnection } from "./backend-context";
import { LOADING, type Live } from "./live-store";

const NOTHING = () => () => undefined;

/** The calling function of the connected back end: `call("simulate", {...})`. */
export function useCall(): Backend["call"] {
  return useConnection().backend.call;
}

/** Push notes of this browser; null where the deployment, or the browser, has none. */
export function usePush(): Backend["push"] {
  return useConnection().backend.push;
}

/** Follows one document; a null path watches nothing and stays loading. */
export function useLiveDoc<Value>(path: string | null): Live<Value> {
  const { live } = useConnection();
  const subscribe = useCallback(
    (changed: () => void) => (path ? live.subscribe({ doc: path }, changed) : NOTHING()),
    [live, path],
  );
  return useSyncExternalStore(subscribe, () => (path ? live.read({ doc: path }) : LOADING)) as Live<Value>;
}

/** Follows the first documents of a collection in the given order; a null path watches nothing. */
export function useLiveQuery<Value>({ path, orderBy, equals, descending, limit }: NullableQuery): Live<Value[]> {
  const { live } = useConnection();
  const subscribe = useCallback(
    (changed: () => void) =>
      path ? live.subscribe({ query: { path, orderBy, equals, descending, limit } }, changed) : NOTHING(),
    [live, path, orderBy, equals, descending, limit],
  );
  const read = () => (path ? live.read({ query: { path, orderBy, equals, descending, limit } }) : LOADING);
  return useSyncExternalStore(subscribe, read) as Live<Value[]>;
}

type NullableQuery = Omit<LiveQuery, "path"> & { path: string | null };
