import { ChevronDown } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";
import { classNames } from "@/lib/class-names";
import type { DriftAnalysisRow } from "@/lib/contracts/generated";
import { useMediaQuery } from "@/lib/media";
import { messages } from "@/lib/messages";
import type { Palette } from "../slices";

const Donuts = lazy(async () => ({ default: (await import("./donuts")).Donuts }));
const text = messages.drift;
const WIDE = "(min-width: 64rem)";

/** Target and actual as donuts; on narrow screens folded away until asked for. */
export function MixCard({ rows, palette }: { rows: readonly DriftAnalysisRow[]; palette: Palette }) {
  const isWide = useMediaQuery(WIDE);
  const [choice, setChoice] = useState<boolean | null>(null);
  const isOpen = choice ?? isWide;
  const toggle = (
    <Button tone="quiet" size="small" aria-expanded={isOpen} onClick={() => setChoice(!isOpen)}>
      {isOpen ? text.hideCharts : text.showCharts}
      <ChevronDown aria-hidden className={classNames("size-4 transition-transform", isOpen && "rotate-180")} />
    </Button>
  );
  return (
    <Card title={text.mixTitle} titleId="mix-title" aside={toggle} className={classNames(!isOpen && "pb-1")}>
      {isOpen && (
        <Suspense fallback={<Skeleton what={text.chartsLoading} className="h-48" />}>
          <Donuts rows={rows} palette={palette} />
        </Suspense>
      )}
    </Card>
  );
}
