import type { CheckRebalanceDriftResult, SimulateResult } from "@/lib/contracts/generated";

/** What a check and a simulation both find. */
export type DriftFindings = SimulateResult | CheckRebalanceDriftResult;
