import type { PointerEvent } from "react";
import { Fact, FactList } from "@/components/ui/fact";
import type { TradeOffPointView } from "@/lib/contracts/generated";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { nearestPlace, pathOf, placesOf } from "../curve-scale";
import { formatFine } from "../fine-percent";

const text = whatIfMessages.tradeOff;

interface TradeOffChartProps {
  points: readonly TradeOffPointView[];
  chosen: number;
  onChoose: (index: number) => void;
}

/** The curve: price to the right, drift left upwards. A point is chosen by pointing at it, or with the arrow keys beneath. */
export function TradeOffChart({ points, chosen, onChoose }: TradeOffChartProps) {
  const places = placesOf(points);
  const point = points[chosen];
  const place = places[chosen];
  if (!point || !place) return null;
  const choose = (event: PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = { left: (100 * (event.clientX - box.left)) / box.width, top: (100 * (event.clientY - box.top)) / box.height };
    onChoose(nearestPlace(places, at));
  };
  return (
    <figure className="space-y-3">
      <figcaption className="sr-only">{text.caption(points.length)}</figcaption>
      <FactList>
        <Fact name={text.drift}>{formatFine(point.drift)}</Fact>
        <Fact name={text.cost}>{formatFine(point.cost)}</Fact>
        <Fact name={text.tax}>{formatFine(point.tax)}</Fact>
        <Fact name={text.trades}>{point.trades}</Fact>
      </FactList>
      <div className="px-2">
        <div className="relative h-56 touch-pan-y border-b border-l border-line-strong sm:h-64" onPointerDown={choose}>
          <svg aria-hidden viewBox="0 0 100 100" preserveAspectRatio="none" className="absolute inset-0 size-full overflow-visible">
            <path d={pathOf(places)} fill="none" stroke="var(--color-accent)" strokeWidth={2} vectorEffect="non-scaling-stroke" />
          </svg>
          {places.map(({ left, top }, index) => (
            <span
              aria-hidden
              key={points[index]?.risk_aversion ?? "still"}
              className={index === chosen ? "absolute size-4 -translate-1/2 rounded-full border-2 border-surface bg-accent" : "absolute size-2 -translate-1/2 rounded-full border border-surface bg-accent"}
              style={{ left: `${left}%`, top: `${top}%` }}
            />
          ))}
        </div>
      </div>
      <p aria-hidden className="flex justify-between gap-4 text-xs text-ink-soft">
        <span>{text.axisDrift}</span>
        <span>{text.axisPrice}</span>
      </p>
      <label className="block text-[0.8125rem]">
        <span className="text-ink-soft">{text.choose}</span>
        <input
          type="range"
          min={0}
          max={points.length - 1}
          value={chosen}
          aria-valuetext={text.words(chosen + 1, points.length, formatFine(point.drift), formatFine(point.price), point.trades)}
          onChange={(event) => onChoose(event.target.valueAsNumber)}
          className="mt-1 block w-full accent-accent"
        />
      </label>
    </figure>
  );
}
