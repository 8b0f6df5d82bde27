import { chartNumber } from "@/components/money/chart-number";
import type { TradeOffPointView } from "@/lib/contracts/generated";

/** Where a point stands on a square of 100, from the left and from the top. */
export interface Place {
  left: number;
  top: number;
}

type Measured = Pick<TradeOffPointView, "price" | "drift">;

/** Places the points by their price to the right and by the drift they leave upwards; both ends fill the square. */
export function placesOf(points: readonly Measured[]): Place[] {
  const left = spread(points.map(({ price }) => chartNumber(price)));
  const top = spread(points.map(({ drift }) => -chartNumber(drift)));
  return points.map((_, index) => ({ left: left[index] ?? 0, top: top[index] ?? 0 }));
}

/** Draws a line through the places. */
export function pathOf(places: readonly Place[]): string {
  return places.map(({ left, top }, index) => `${index === 0 ? "M" : "L"}${left} ${top}`).join("");
}

/** Finds the place nearest to one that was pointed at. */
export function nearestPlace(places: readonly Place[], at: Place): number {
  const away = ({ left, top }: Place) => (left - at.left) ** 2 + (top - at.top) ** 2;
  return places.reduce((best, place, index) => (away(place) < away(places[best] ?? place) ? index : best), 0);
}

function spread(values: readonly number[]): number[] {
  const low = Math.min(...values);
  const reach = Math.max(...values) - low;
  return values.map((value) => (reach === 0 ? 50 : (100 * (value - low)) / reach));
}
