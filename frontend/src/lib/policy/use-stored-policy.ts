import { useState } from "react";
import type { PortfolioDocument } from "@/lib/contracts/generated";
import { type Live, useLiveDoc, useUser } from "@/lib/firebase";
import { type PolicyVersionDocument, readPolicy, type StoredPolicy } from "./stored-policy";

/**
 * Follows the current version of the policy. While a newer one is on its way the last one stays, so that nothing that
 * is being edited disappears; a portfolio for which nothing was saved has the defaults.
 */
export function useStoredPolicy(): Live<StoredPolicy> {
  const { uid } = useUser();
  const root = useLiveDoc<PortfolioDocument>(`userSettings/${uid}`);
  const number = root.status === "ready" ? root.value.policy_version : 0;
  const version = useLiveDoc<PolicyVersionDocument>(number > 0 ? `userSettings/${uid}/policy_versions/${number}` : null);
  const [last, setLast] = useState<Live<StoredPolicy> | null>(null);
  const current = judge(root, number, version);
  const isNews = current.status === "ready" && !isSame(current, last);
  if (isNews) setLast(current);
  if (current.status === "ready") return isNews ? current : (last ?? current);
  return current.status === "loading" && last ? last : current;
}

function judge(root: Live<PortfolioDocument>, number: number, version: Live<PolicyVersionDocument>): Live<StoredPolicy> {
  if (root.status === "error" || version.status === "error") return { status: "error" };
  if (root.status === "loading") return root;
  if (number === 0) return { status: "ready", value: readPolicy(null), fromCache: root.fromCache };
  // A version the root names but the server does not have would show defaults as if they were in force.
  if (version.status === "missing" && !version.fromCache) return { status: "error" };
  if (version.status !== "ready") return { status: "loading" };
  return { status: "ready", value: readPolicy(version.value), fromCache: version.fromCache };
}

function isSame(current: Live<StoredPolicy> & { status: "ready" }, last: Live<StoredPolicy> | null): boolean {
  return last?.status === "ready" && last.value.version === current.value.version && last.fromCache === current.fromCache;
}
