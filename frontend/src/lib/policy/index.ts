export { useSavePolicy } from "./save-policy";
export { DEFAULT_EXECUTION, DEFAULT_LIMITS, type StoredPolicy, type StoredRule, type StoredTrigger, type StoredTriggers } from "./stored-policy";
export { useStoredPolicy } from "./use-stored-policy";
