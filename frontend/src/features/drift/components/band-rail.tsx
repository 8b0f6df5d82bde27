import { chartNumber } from "@/components/money/chart-number";
import { formatSignedPercent } from "@/components/money/format";
import type { DriftAnalysisRow, DriftLevelName } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";

const HEIGHT = 18;
const MIDDLE = HEIGHT / 2;
const INKS: Record<DriftLevelName, string> = { WITHIN_TOLERANCE: "var(--ok)", WARNING: "var(--warning)", CRITICAL: "var(--critical)" };

/** The reach, in points to either side of the target, that fits every row's band and drift on one scale. */
export function railReach(rows: readonly DriftAnalysisRow[]): number {
  const needs = rows.map((row) => Math.max(1.5 * chartNumber(row.tolerance_percent), 1.1 * Math.abs(chartNumber(row.drift_percent))));
  return Math.max(1, ...needs);
}

/** Target as a tick in the middle, the band around it, the holding as a dot. */
export function BandRail({ row, reach }: { row: DriftAnalysisRow; reach: number }) {
  const at = (points: number) => `${50 + (50 * points) / reach}%`;
  const drift = Math.max(-reach, Math.min(reach, chartNumber(row.drift_percent)));
  const tolerance = Math.min(reach, chartNumber(row.tolerance_percent));
  return (
    <span className="block">
      <span className="sr-only">
        {messages.drift.rail(formatSignedPercent(row.drift_percent).replace("%", ""), row.tolerance_percent)}
      </span>
      <svg aria-hidden width="100%" height={HEIGHT} className="block overflow-visible px-1.5">
        <line x1="0" x2="100%" y1={MIDDLE} y2={MIDDLE} stroke="var(--line)" strokeWidth="2" strokeLinecap="round" />
        <rect
          x={at(-tolerance)}
          y={MIDDLE - 4}
          width={`${(100 * tolerance) / reach}%`}
          height="8"
          rx="4"
          fill="var(--neutral-soft)"
          stroke="var(--line-strong)"
          strokeOpacity="0.45"
        />
        <line x1="50%" x2="50%" y1={MIDDLE - 7} y2={MIDDLE + 7} stroke="var(--ink-soft)" strokeWidth="1.5" />
        <circle cx={at(drift)} cy={MIDDLE} r="5" fill={INKS[row.drift_level]} stroke="var(--surface)" strokeWidth="1.5" />
      </svg>
    </span>
  );
}
