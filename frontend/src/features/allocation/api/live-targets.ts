import type { AllocationDocument, PortfolioDocument } from "@/lib/contracts/generated";
import { type Live, useLiveDoc, useLiveQuery, useUser } from "@/lib/firebase";

const MOST_TARGETS = 200;

export interface StoredTargets {
  targets: AllocationDocument[];
  cashPercent: string;
  /** Zero before the first save. */
  version: number;
  isDraft: boolean;
}

/** Follows the stored targets; a portfolio that was never saved has none. */
export function useStoredTargets(): Live<StoredTargets> {
  const { uid } = useUser();
  const portfolio = useLiveDoc<PortfolioDocument>(`userSettings/${uid}`);
  const targets = useLiveQuery<AllocationDocument>({
    path: `userSettings/${uid}/allocation`,
    orderBy: "symbol",
    limit: MOST_TARGETS,
  });
  if (portfolio.status === "error" || targets.status === "error") return { status: "error" };
  if (portfolio.status === "loading" || targets.status !== "ready") return { status: "loading" };
  const stored = portfolio.status === "ready" ? portfolio.value : null;
  return {
    status: "ready",
    fromCache: portfolio.fromCache || targets.fromCache,
    value: {
      targets: targets.value,
      cashPercent: stored?.cash_target_percent ?? "0",
      version: stored?.policy_version ?? 0,
      isDraft: stored?.status === "DRAFT",
    },
  };
}
