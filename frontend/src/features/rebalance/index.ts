export { useCheckDrift } from "./api/check-drift";
export { useStoredPlan } from "./api/show-plan";
export { ModeSwitch } from "./components/mode-switch";
export { PlanPanel } from "./components/plan-panel";
export { RunView } from "./components/run-view";
export { methodOf, type Mode } from "./modes";
export { usePlanInHand } from "./use-plan-in-hand";
export { usePlanEdits } from "./use-plan-edits";
export { useShownRun } from "./use-shown-run";
