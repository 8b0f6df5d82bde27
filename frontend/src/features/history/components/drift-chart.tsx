import { type PointerEvent, useState } from "react";
import { chartNumber } from "@/components/money/chart-number";
import { formatDay } from "@/components/money/format-time";
import { history as historyMessages } from "@/lib/messages/history";
import { heightOf, nearest, placeDays, scaleOf } from "../chart-scale";
import type { DriftSeries } from "../drift-series";
import { ChartMarks, formatTick } from "./chart-marks";
import { LINE_LOOKS } from "./line-looks";
import { DayReadout, readoutWords } from "./day-readout";

const text = historyMessages;

/** Reaches half a thumb over both edges, so that the thumb stands below its day. */
const SLIDER = [
  "-mx-2 mt-1 block h-6 w-[calc(100%+1rem)] cursor-pointer appearance-none rounded-full bg-transparent",
  "[&::-webkit-slider-runnable-track]:h-1 [&::-webkit-slider-runnable-track]:rounded-full [&::-webkit-slider-runnable-track]:bg-line",
  "[&::-moz-range-track]:h-1 [&::-moz-range-track]:rounded-full [&::-moz-range-track]:bg-line",
  "[&::-webkit-slider-thumb]:-mt-1.5 [&::-webkit-slider-thumb]:size-4 [&::-webkit-slider-thumb]:appearance-none [&::-webkit-slider-thumb]:rounded-full [&::-webkit-slider-thumb]:border-2 [&::-webkit-slider-thumb]:border-surface [&::-webkit-slider-thumb]:bg-accent",
  "[&::-moz-range-thumb]:size-3 [&::-moz-range-thumb]:rounded-full [&::-moz-range-thumb]:border-2 [&::-moz-range-thumb]:border-surface [&::-moz-range-thumb]:bg-accent",
].join(" ");

interface DriftChartProps {
  series: DriftSeries;
  title: string;
}

/** The lines of a series over its days. A day is read by pointing at it, or with the arrow keys on the slider beneath. */
export function DriftChart({ series, title }: DriftChartProps) {
  const { days, lines, isSigned } = series;
  const last = days.length - 1;
  const [chosen, setChosen] = useState(last);
  const day = days[chosen];
  const places = placeDays(days.map((each) => each.day));
  const scale = scaleOf(drawnValues(series), isSigned);
  const [first, end] = [days[0], days[last]];
  if (!day || !first || !end) return null;
  const place = places[chosen] ?? 0;
  const point = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setChosen(nearest(places, (100 * (event.clientX - box.left)) / box.width));
  };
  return (
    <figure className="space-y-3">
      <figcaption className="sr-only">{text.chartCaption(title, formatDay(first.day), formatDay(end.day))}</figcaption>
      <DayReadout day={day} lines={lines} isSigned={isSigned} />
      <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
        <div aria-hidden className="relative w-12 text-right text-[0.6875rem] text-ink-soft tabular-nums">
          {scale.ticks.map((tick) => (
            <span key={tick} className="absolute right-0 -translate-y-1/2" style={{ top: `${heightOf(tick, scale)}%` }}>
              {formatTick(tick, isSigned)}
            </span>
          ))}
        </div>
        <div className="relative h-56 touch-pan-y sm:h-64" onPointerMove={point} onPointerDown={point}>
          <ChartMarks series={series} places={places} scale={scale} />
          <span aria-hidden className="absolute inset-y-0 w-px bg-line-strong" style={{ left: `${place}%` }} />
          {lines.map((line, index) => {
            const value = day.values[index];
            if (value === null || value === undefined) return null;
            const { colour } = LINE_LOOKS[line];
            const top = `${heightOf(chartNumber(value), scale)}%`;
            return (
              <span
                aria-hidden
                key={line}
                className="absolute size-2.5 -translate-1/2 rounded-full border-2 border-surface"
                style={{ left: `${place}%`, top, backgroundColor: colour }}
              />
            );
          })}
        </div>
        <div className="col-start-2">
          <input
            type="range"
            aria-label={text.day}
            aria-valuetext={readoutWords(series, chosen)}
            min={0}
            max={last}
            value={chosen}
            onChange={(event) => setChosen(event.target.valueAsNumber)}
            className={SLIDER}
          />
          <div className="flex justify-between text-[0.6875rem] text-ink-soft">
            <span>{formatDay(first.day)}</span>
            {last > 0 && <span>{formatDay(end.day)}</span>}
          </div>
        </div>
      </div>
      <p className="text-xs text-ink-soft">{text.dayHint}</p>
    </figure>
  );
}

/** Everything the scale has to hold: the values, and the bands they are measured by. */
function drawnValues({ days }: DriftSeries): number[] {
  return days.flatMap(({ values, row }) => [...values, row?.band.tolerance ?? null].filter((value) => value !== null).map(chartNumber));
}
