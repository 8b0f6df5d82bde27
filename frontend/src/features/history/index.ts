export { DriftCard } from "./components/drift-card";
export { RunRecord } from "./components/run-record";
export { RunsCard } from "./components/runs-card";
