import { useSyncExternalStore } from "react";

export type ThemeChoice = "system" | "light" | "dark";

const KEY = "trimtab.theme";
const DARK = "(prefers-color-scheme: dark)";

const listeners = new Set<() => void>();

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => void listeners.delete(changed);
}

/** The chosen theme and its setter, the same wherever it is shown; the page's first theme is set by `public/theme.js` under the same key. */
export function useTheme(): [ThemeChoice, (choice: ThemeChoice) => void] {
  return [useSyncExternalStore(subscribe, storedChoice), choose];
}

function choose(next: ThemeChoice): void {
  localStorage.setItem(KEY, next);
  applyTheme(next);
  for (const listener of listeners) listener();
}

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

function applyTheme(choice: ThemeChoice): void {
  const isDark = choice === "dark" || (choice === "system" && matchMedia(DARK).matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

/** Follows the system's theme for as long as nothing else was chosen. */
export function followSystemTheme(): void {
  matchMedia(DARK).addEventListener("change", () => applyTheme(storedChoice()));
}
