export { type CurrentDrift, useCurrentDrift } from "./api/current-drift";
export { useLastLook } from "./api/latest-snapshot";
export { DriftTable } from "./components/drift-table";
export { MixBars } from "./components/mix-bars";
export { MixCard } from "./components/mix-card";
export { Verdict } from "./components/verdict";
export type { DriftFindings } from "./findings";
export { type Palette, paletteOf } from "./slices";
