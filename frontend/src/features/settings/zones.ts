const USUAL = ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "Europe/London", "UTC"];

/** The zones offered at first: the chosen one, this device's and a few usual ones. */
export function usualZones(chosen: string): string[] {
  return sorted([chosen, new Intl.DateTimeFormat().resolvedOptions().timeZone, ...USUAL]);
}

/** Every time zone the browser knows, with the chosen one and UTC among them. */
export function allZones(chosen: string): string[] {
  return sorted([chosen, "UTC", ...Intl.supportedValuesOf("timeZone")]);
}

function sorted(zones: readonly string[]): string[] {
  return [...new Set(zones)].toSorted();
}
