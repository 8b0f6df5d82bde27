import type { LineName } from "../drift-series";

/** Lines differ in dash as well as in colour. */
export const LINE_LOOKS: Record<LineName, { colour: string; dash: string | undefined }> = {
  max: { colour: "var(--slice-1)", dash: undefined },
  mean: { colour: "var(--slice-3)", dash: "7 4" },
  rmse: { colour: "var(--slice-4)", dash: "2 3" },
  drift: { colour: "var(--slice-1)", dash: undefined },
};
