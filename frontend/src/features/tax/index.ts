export { LotsCard } from "./components/lots-card";
export { RecordsCard } from "./components/records-card";
export { TaxPanel } from "./components/tax-panel";
export { WatchCards } from "./components/watch-cards";
export { YearsCard } from "./components/years-card";
