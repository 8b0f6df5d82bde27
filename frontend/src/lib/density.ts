import { deviceSetting, useDeviceSetting } from "./device-setting";

/** How much room the lines of tables have. */
export type Density = "comfortable" | "compact";

const SETTING = deviceSetting<Density>("trimtab.density", (stored) => (stored === "compact" ? stored : "comfortable"), applyDensity);

/** The chosen density and its setter; the page's first one is set by `public/theme.js` under the same key. */
export const useDensity = () => useDeviceSetting(SETTING);

function applyDensity(choice: Density): void {
  document.documentElement.dataset.density = choice;
}
