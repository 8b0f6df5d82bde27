import type { ExecutionSettings, LimitSettings, PortfolioDocument } from "@/lib/contracts/generated";
import { type Live, useKeptLive, useLiveDoc, useUser } from "@/lib/firebase";
import { DEFAULT_EXECUTION } from "../execution-form";
import { DEFAULT_LIMITS } from "../limit-form";

export interface StoredPolicy {
  /** False before the first targets: then nothing is traded yet. */
  isActive: boolean;
  limits: LimitSettings;
  execution: Required<ExecutionSettings>;
}

/** The parts of `policy_versions/{version}` that are shown here; an older version may lack fields. */
interface VersionDocument {
  limits?: Partial<LimitSettings>;
  execution?: ExecutionSettings;
}

/** Follows the settings in force; a portfolio that was never saved has the defaults. */
export function useStoredPolicy(): Live<StoredPolicy> {
  const { uid } = useUser();
  const root = useLiveDoc<PortfolioDocument>(`userSettings/${uid}`);
  const version = root.status === "ready" ? root.value.policy_version : null;
  const policy = useKeptLive(useLiveDoc<VersionDocument>(version === null ? null : `userSettings/${uid}/policy_versions/${version}`));
  if (root.status === "missing") return { ...root, status: "ready", value: read({}, false) };
  if (root.status !== "ready") return root;
  // A version the root names but that is not there would show defaults as if they were in force.
  if (policy.status === "missing") return { status: "error" };
  if (policy.status !== "ready") return policy;
  return { ...policy, value: read(policy.value, root.value.status === "ACTIVE") };
}

function read({ limits, execution }: VersionDocument, isActive: boolean): StoredPolicy {
  return { isActive, limits: { ...DEFAULT_LIMITS, ...limits }, execution: { ...DEFAULT_EXECUTION, ...execution } };
}
