export { AlertsBoard } from "./components/alerts-board";
export { useOpenAlertCount } from "./use-open-alert-count";
