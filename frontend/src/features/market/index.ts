export { MarketBar } from "./components/market-bar";
