import { Attempts } from "@/components/attempts";
import { Lost } from "@/components/lost";
import { Skeleton } from "@/components/ui/skeleton";
import { useStoredTargets } from "@/features/allocation";
import { paletteOf } from "@/features/drift";
import { TaxPanel } from "@/features/tax";
import { WhatIfBoard } from "@/features/what-if";
import type { SimulateResult } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { PlanOfPoint } from "./plan-of-point";

const taxesOf = ({ tax, trades, warnings }: SimulateResult) => <TaxPanel tax={tax} trades={trades} warnings={warnings} />;

/** What would follow from other targets, prices, cash or trades; nothing is stored and nothing is placed. */
export function WhatIfPage() {
  return <Attempts>{(onRetry) => <SavedTargets onRetry={onRetry} />}</Attempts>;
}

function SavedTargets({ onRetry }: { onRetry: () => void }) {
  const stored = useStoredTargets();
  if (stored.status === "error") return <Lost title={messages.errors.titles.load} onRetry={onRetry} />;
  if (stored.status !== "ready") return <Skeleton what={messages.allocation.loading} className="h-96" />;
  return <WhatIfBoard saved={stored.value} paletteOf={paletteOf} renderTax={taxesOf} renderPoint={(point) => <PlanOfPoint key={point.risk_aversion} point={point} />} />;
}
