import { Check, OctagonAlert, TriangleAlert } from "lucide-react";
import { chartNumber } from "@/components/money/chart-number";
import { formatPercent } from "@/components/money/format";
import { symbolName } from "@/components/money/symbol-name";
import { Badge, type Tone } from "@/components/ui/badge";
import type { DriftLevelName, ThresholdStatusView } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { isPositive, magnitude } from "@/lib/percent";

const text = schedulesMessages.now;

const LOOKS = {
  WITHIN_TOLERANCE: { tone: "ok", icon: Check },
  WARNING: { tone: "warning", icon: TriangleAlert },
  CRITICAL: { tone: "critical", icon: OctagonAlert },
} satisfies Record<DriftLevelName, { tone: Tone; icon: typeof Check }>;

const FILLS = { WITHIN_TOLERANCE: "fill-ok", WARNING: "fill-warning", CRITICAL: "fill-critical" } satisfies Record<DriftLevelName, string>;
const WIDTH = 100;
const HEADROOM = 1.15;

/** How far the row nearest to, or furthest beyond, the edge of its band has drifted. */
export function BandGauge({ status }: { status: ThresholdStatusView | null }) {
  return (
    <section aria-labelledby="gauge-title" className="min-w-0">
      <h3 id="gauge-title" className="text-sm font-semibold">
        {text.bandTitle}
      </h3>
      {status ? <Gauge status={status} /> : <p className="mt-2 text-sm text-ink-soft">{text.noTargets}</p>}
    </section>
  );
}

function Gauge({ status }: { status: ThresholdStatusView }) {
  const { drift_level, drift_percent, tolerance_percent, critical_percent } = status;
  return (
    <figure className="mt-2">
      <figcaption className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <strong>{symbolName(status.symbol)}</strong>
        <span className="tabular-nums">{offTarget(drift_percent)}</span>
        <Badge {...LOOKS[drift_level]}>{text.levels[drift_level]}</Badge>
        <span className="order-last basis-full text-[0.8125rem] text-ink-soft">
          {text.band(formatPercent(tolerance_percent), formatPercent(critical_percent))}
        </span>
      </figcaption>
      <Rail status={status} />
    </figure>
  );
}

function Rail({ status }: { status: ThresholdStatusView }) {
  const drift = Math.abs(chartNumber(status.drift_percent));
  const tolerance = chartNumber(status.tolerance_percent);
  const critical = chartNumber(status.critical_percent);
  const end = Math.max(drift, critical, tolerance) * HEADROOM || 1;
  const place = (percent: number) => (percent / end) * WIDTH;
  return (
    <svg aria-hidden viewBox={`0 0 ${WIDTH} 6`} preserveAspectRatio="none" className="mt-2 h-4 w-full">
      <rect y="1.5" width={WIDTH} height="3" rx="0.6" className="fill-neutral-soft" />
      <rect y="1.5" width={place(drift)} height="3" rx="0.6" className={FILLS[status.drift_level]} />
      {[["tolerance", tolerance] as const, ["critical", critical] as const].map(([name, edge]) => (
        <rect key={name} x={place(edge) - 0.2} width="0.4" height="6" className="fill-ink" />
      ))}
    </svg>
  );
}

function offTarget(drift: string): string {
  const points = magnitude(drift);
  if (!isPositive(points)) return text.onTarget;
  return isPositive(drift) ? text.over(points) : text.under(points);
}
