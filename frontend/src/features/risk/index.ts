export { useTradingState } from "./api/live-trading-state";
export { KillSwitchBanner } from "./components/kill-switch-banner";
export { RiskSwitches } from "./components/risk-switches";
export { TradingControl } from "./components/trading-control";
export type { TradingState } from "./trading-state";
