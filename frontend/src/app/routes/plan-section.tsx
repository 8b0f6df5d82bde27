import type { ComponentProps } from "react";
import { MixBars, type Palette } from "@/features/drift";
import { MarketClosed } from "@/features/market";
import { PlanPanel } from "@/features/rebalance";
import { TaxPanel } from "@/features/tax";

interface PlanSectionProps extends Omit<ComponentProps<typeof PlanPanel>, "mix" | "tax" | "market"> {
  palette: Palette;
}

/** A plan with its mix before and after and its taxes; loaded when the first one is there, for no first view needs it. */
export function PlanSection({ plan, palette, ...rest }: PlanSectionProps) {
  return (
    <PlanPanel
      plan={plan}
      mix={<MixBars now={plan.drift_analysis} after={plan.after.drift_analysis} palette={palette} />}
      tax={<TaxPanel tax={plan.tax} trades={plan.trades} warnings={plan.warnings} />}
      market={<MarketClosed />}
      {...rest}
    />
  );
}
