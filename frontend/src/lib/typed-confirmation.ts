import { deviceSetting, useDeviceSetting } from "./device-setting";
import { readAmount } from "./typed-number";

/** What is asked for until its owner chooses otherwise, in US dollars. */
export const DEFAULT_ABOVE = "10000";

const SETTING = deviceSetting<string>("trimtab.confirm-above", readAbove);

/** What was stored, or the default where that is no amount. */
export function readAbove(stored: string | null): string {
  return (stored === null ? null : readAmount(stored)) ?? DEFAULT_ABOVE;
}

/** The US dollars above which a basket for a live account has to be confirmed by typing its amount, and their setter. */
export const useConfirmAbove = () => useDeviceSetting(SETTING);
