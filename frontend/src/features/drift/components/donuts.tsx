import { Cell, Pie, PieChart } from "recharts";
import { chartNumber } from "@/components/money/chart-number";
import type { DriftAnalysisRow } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { actualPercent, legendOf, type Palette, type Slice, slicesOf, targetPercent } from "../slices";
import { MixLegend } from "./mix-bars";

const text = messages.drift;
const SIZE = 168;

/** Requirement 004's two pies. Decoration for assistive technology: the drift table carries the same figures. */
export function Donuts({ rows, palette }: { rows: readonly DriftAnalysisRow[]; palette: Palette }) {
  const target = slicesOf(rows, targetPercent, palette);
  const actual = slicesOf(rows, actualPercent, palette);
  return (
    <figure>
      <div aria-hidden className="flex flex-wrap justify-around gap-4">
        <Donut name={text.donutTarget} slices={target} />
        <Donut name={text.donutActual} slices={actual} />
      </div>
      <MixLegend slices={legendOf(target, actual)} />
      <p className="sr-only">{text.chartsNote}</p>
    </figure>
  );
}

function Donut({ name, slices }: { name: string; slices: readonly Slice[] }) {
  const drawn = slices.map((slice) => ({ ...slice, value: chartNumber(slice.percent) }));
  return (
    <div className="relative grid place-items-center">
      {drawn.length === 0 && <span className="absolute inset-0 rounded-full border-[1.875rem] border-sunken" />}
      <PieChart width={SIZE} height={SIZE} accessibilityLayer={false}>
        <Pie
          data={drawn}
          dataKey="value"
          nameKey="name"
          innerRadius="64%"
          outerRadius="100%"
          startAngle={90}
          endAngle={-270}
          stroke="var(--surface)"
          strokeWidth={2}
          isAnimationActive={false}
          rootTabIndex={-1}
        >
          {drawn.map((slice) => (
            <Cell key={slice.name} fill={slice.colour} />
          ))}
        </Pie>
      </PieChart>
      <span className="absolute text-center text-sm font-medium text-ink-soft">
        {name}
        {drawn.length === 0 && <span className="block text-xs font-normal">{text.mixEmpty}</span>}
      </span>
    </div>
  );
}
