/** A vertical scale in fractions, with the marks to label. */
export interface Scale {
  low: number;
  high: number;
  ticks: readonly number[];
}

export interface Range {
  low: number;
  high: number;
}

const MOST_STEPS = 4;
const NICE = [1, 2, 2.5, 5, 10];
const SMALLEST_REACH = 0.01;
const DAY_MS = 86_400_000;

/** Makes a scale that holds every value; a signed one has the target in its middle. */
export function scaleOf(values: readonly number[], isSigned: boolean): Scale {
  const reach = values.reduce((most, value) => Math.max(most, Math.abs(value)), SMALLEST_REACH);
  const step = niceStep(reach, isSigned ? MOST_STEPS / 2 : MOST_STEPS);
  const count = Math.ceil(reach / step - 1e-9);
  const first = isSigned ? -count : 0;
  const ticks = Array.from({ length: count - first + 1 }, (_, index) => (first + index) * step);
  return { low: first * step, high: count * step, ticks };
}

/** Places days on a width of 100 by the calendar, so that gaps in the record show as gaps. */
export function placeDays(days: readonly string[]): number[] {
  const times = days.map((day) => Date.parse(day) / DAY_MS);
  const [first = 0] = times;
  const span = (times.at(-1) ?? first) - first;
  return times.map((time) => (span === 0 ? 50 : (100 * (time - first)) / span));
}

/** Finds the place nearest to a point on a width of 100. */
export function nearest(places: readonly number[], at: number): number {
  return places.reduce((best, place, index) => (Math.abs(place - at) < Math.abs((places[best] ?? 0) - at) ? index : best), 0);
}

/** Where a value stands on a height of 100, from the top. */
export function heightOf(value: number, { low, high }: Scale): number {
  return 100 - (100 * (value - low)) / (high - low);
}

/** Draws a line through the values on a square of 100; a null interrupts it. */
export function linePath(places: readonly number[], values: readonly (number | null)[], scale: Scale): string {
  return runsOf(values)
    .map((run) => joined(run.map(({ index, value }) => [places[index] ?? 0, heightOf(value, scale)])))
    .join("");
}

/** Draws the area between the low and the high of each day on a square of 100; a null interrupts it. */
export function areaPath(places: readonly number[], ranges: readonly (Range | null)[], scale: Scale): string {
  return runsOf(ranges)
    .map((run) => {
      const edge = (side: keyof Range) => run.map(({ index, value }) => [places[index] ?? 0, heightOf(value[side], scale)] as const);
      return `${joined([...edge("high"), ...edge("low").toReversed()])}Z`;
    })
    .join("");
}

function niceStep(reach: number, steps: number): number {
  const rough = reach / steps;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * (NICE.find((factor) => factor * power >= rough - 1e-12) ?? 10);
}

function runsOf<Value>(values: readonly (Value | null)[]): { index: number; value: Value }[][] {
  const runs: { index: number; value: Value }[][] = [[]];
  for (const [index, value] of values.entries()) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ index, value });
  }
  return runs.filter((run) => run.length > 0);
}

function joined(points: readonly (readonly [number, number])[]): string {
  return points.map(([x, y], index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`).join("");
}

function round(length: number): number {
  return Math.round(1000 * length) / 1000;
}
