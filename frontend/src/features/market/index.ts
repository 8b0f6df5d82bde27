export { MarketBar } from "./components/market-bar";
export { MarketClosed } from "./components/market-closed";
