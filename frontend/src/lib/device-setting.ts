import { useSyncExternalStore } from "react";

/** A choice that is kept on this device alone, the same wherever it is shown. */
export interface DeviceSetting<Value extends string> {
  stored: () => Value;
  choose: (value: Value) => void;
  subscribe: (changed: () => void) => () => void;
}

/** Keeps a choice under a key; `read` makes a choice of whatever is stored, and `apply` lets the page follow. */
export function deviceSetting<Value extends string>(
  key: string,
  read: (stored: string | null) => Value,
  apply: (value: Value) => void = () => undefined,
): DeviceSetting<Value> {
  const listeners = new Set<() => void>();
  return {
    stored: () => read(localStorage.getItem(key)),
    choose(value) {
      localStorage.setItem(key, value);
      apply(value);
      for (const listener of listeners) listener();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => void listeners.delete(changed);
    },
  };
}

/** The choice and its setter. */
export function useDeviceSetting<Value extends string>(setting: DeviceSetting<Value>): [Value, (value: Value) => void] {
  return [useSyncExternalStore(setting.subscribe, setting.stored), setting.choose];
}
