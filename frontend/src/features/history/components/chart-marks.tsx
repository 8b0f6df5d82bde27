import { memo } from "react";
import { chartNumber } from "@/components/money/chart-number";
import { areaPath, heightOf, linePath, type Scale } from "../chart-scale";
import type { DriftSeries } from "../drift-series";
import { LINE_LOOKS } from "./line-looks";

const TICK = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 2 });
const SIGNED_TICK = new Intl.NumberFormat("en-US", { style: "percent", maximumFractionDigits: 2, signDisplay: "exceptZero" });

/** A mark of the vertical scale, such as "2.5%". */
export function formatTick(tick: number, isSigned: boolean): string {
  return (isSigned ? SIGNED_TICK : TICK).format(tick).replace("-", "−");
}

interface ChartMarksProps {
  series: DriftSeries;
  places: readonly number[];
  scale: Scale;
}

/** Band, grid and lines on a square of 100 that is stretched to the room there is. */
export const ChartMarks = memo(function ChartMarks({ series, places, scale }: ChartMarksProps) {
  const { days, lines, isSigned } = series;
  const bands = days.map(({ row }) => {
    if (!row) return null;
    const high = chartNumber(row.band.tolerance);
    return { low: isSigned ? -high : 0, high };
  });
  const isSingle = days.length === 1;
  return (
    <svg aria-hidden viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full overflow-visible">
      <path d={areaPath(isSingle ? [0, 100] : places, isSingle ? [...bands, ...bands] : bands, scale)} fill="var(--accent-soft)" />
      {scale.ticks.map((tick) => (
        <line
          key={tick}
          x1="0"
          x2="100"
          y1={heightOf(tick, scale)}
          y2={heightOf(tick, scale)}
          stroke={tick === 0 ? "var(--line-strong)" : "var(--line)"}
          vectorEffect="non-scaling-stroke"
        />
      ))}
      {lines.map((line, index) => (
        <path
          key={line}
          d={linePath(places, days.map(({ values }) => drawn(values[index])), scale)}
          fill="none"
          stroke={LINE_LOOKS[line].colour}
          strokeDasharray={LINE_LOOKS[line].dash}
          strokeWidth={line === "mean" || line === "rmse" ? 1.5 : 2}
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      ))}
    </svg>
  );
}, isSameDrawing);

function isSameDrawing(left: ChartMarksProps, right: ChartMarksProps): boolean {
  return left.series === right.series;
}

function drawn(value: string | null | undefined): number | null {
  return value === null || value === undefined ? null : chartNumber(value);
}
