export { ApiKeys } from "./components/api-keys";
export { DeleteCard } from "./components/delete-card";
export { LiveCard } from "./components/live-card";
export { ExportCard } from "./components/export-card";
