export { useCheckDrift } from "./api/check-drift";
export { PlanPanel } from "./components/plan-panel";
export { RunView } from "./components/run-view";
export { hasEnded } from "./run-timeline";
export { useShownRun } from "./use-shown-run";
