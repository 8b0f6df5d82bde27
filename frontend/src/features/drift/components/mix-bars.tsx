import { chartNumber } from "@/components/money/chart-number";
import { formatPercent } from "@/components/money/format";
import type { DriftAnalysisRow } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { actualPercent, legendOf, type Palette, type Slice, slicesOf } from "../slices";

const text = messages.drift;

interface MixBarsProps {
  now: readonly DriftAnalysisRow[];
  after: readonly DriftAnalysisRow[];
  palette: Palette;
}

/** The mix before and after the trades, as two bars on one legend. */
export function MixBars({ now, after, palette }: MixBarsProps) {
  const slices = slicesOf(now, actualPercent, palette);
  const later = slicesOf(after, actualPercent, palette);
  return (
    <figure className="space-y-2">
      <MixBar name={text.mixNow} slices={slices} />
      <MixBar name={text.mixAfter} slices={later} />
      <MixLegend slices={legendOf(slices, later)} />
    </figure>
  );
}

/** Names the colours of a chart. */
export function MixLegend({ slices }: { slices: readonly Slice[] }) {
  return (
    <figcaption aria-label={text.legend} className="flex flex-wrap gap-x-4 gap-y-1 pt-1 text-xs text-ink-soft">
      {slices.map((slice) => (
        <span key={slice.name} className="inline-flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-[3px]" style={{ backgroundColor: slice.colour }} />
          {slice.name}
        </span>
      ))}
    </figcaption>
  );
}

function MixBar({ name, slices }: { name: string; slices: readonly Slice[] }) {
  return (
    <div className="grid grid-cols-1 items-center gap-x-3 gap-y-1 sm:grid-cols-[9rem_1fr]">
      <span className="text-xs text-ink-soft">{name}</span>
      <span className="sr-only">{slices.map((slice) => `${slice.name} ${formatPercent(slice.percent)}`).join(", ") || text.mixEmpty}</span>
      <span aria-hidden className="flex h-5 w-full gap-px overflow-hidden rounded-md bg-sunken">
        {slices.map((slice) => (
          <span
            key={slice.name}
            title={`${slice.name} ${formatPercent(slice.percent)}`}
            style={{ backgroundColor: slice.colour, flexGrow: chartNumber(slice.percent) }}
          />
        ))}
      </span>
    </div>
  );
}
