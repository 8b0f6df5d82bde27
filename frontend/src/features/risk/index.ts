export { useKillSwitches } from "./api/live-switches";
export { KillSwitchBanner } from "./components/kill-switch-banner";
export { RiskSwitches } from "./components/risk-switches";
export { TradingControl } from "./components/trading-control";
export { strictestState } from "./switches";
export type { TradingState } from "./trading-state";
export { useStrictestState } from "./use-strictest-state";
