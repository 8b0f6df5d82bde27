export { type StoredTargets, useStoredTargets } from "./api/live-targets";
export { TargetEditor } from "./components/target-editor";
export { useTargetEdits } from "./use-target-edits";
