import { deviceSetting, useDeviceSetting } from "./device-setting";

export type ThemeChoice = "system" | "light" | "dark";

const DARK = "(prefers-color-scheme: dark)";

const SETTING = deviceSetting<ThemeChoice>(
  "trimtab.theme",
  (stored) => (stored === "light" || stored === "dark" ? stored : "system"),
  applyTheme,
);

/** The chosen theme and its setter, the same wherever it is shown; the page's first theme is set by `public/theme.js` under the same key. */
export const useTheme = () => useDeviceSetting(SETTING);

function applyTheme(choice: ThemeChoice): void {
  const isDark = choice === "dark" || (choice === "system" && matchMedia(DARK).matches);
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
}

/** Follows the system's theme for as long as nothing else was chosen. */
export function followSystemTheme(): void {
  matchMedia(DARK).addEventListener("change", () => applyTheme(SETTING.stored()));
}
