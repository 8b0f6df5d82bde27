import { Big } from "big.js";
import { formatFraction } from "@/components/money/format";
import type { StoredFigure, StudiedPolicyDocument } from "@/lib/contracts/generated";
import { schedules as schedulesMessages } from "@/lib/messages/schedules";
import { toPercent } from "@/lib/typed-number";

const text = schedulesMessages.study;
const BASIS_POINTS = 10_000;

type Unit = (decimal: string) => string;

/** The figures of a policy in the order they are shown, each in the unit people know it by. */
const UNITS = {
  loss: basisPoints,
  cost: basisPoints,
  tax: basisPoints,
  tracking_error: formatFraction,
  turnover: formatFraction,
  events: count,
  worst_drift: formatFraction,
} as const satisfies Partial<Record<keyof StudiedPolicyDocument, Unit>>;

export interface EvidenceRow {
  name: string;
  mean: string;
  interval: string;
}

/** What came of a policy, a row for each figure. */
export function evidenceOf(policy: StudiedPolicyDocument): EvidenceRow[] {
  const keys = Object.keys(UNITS) as (keyof typeof UNITS)[];
  return keys.map((key) => ({ name: text.figures[key], mean: UNITS[key](policy[key].value), interval: intervalOf(policy[key], UNITS[key]) }));
}

/** A policy in a few words: "Monthly, ±5 points, to the edge". */
export function policyName(policy: StudiedPolicyDocument): string {
  const way = { TARGET: null, BAND_EDGE: text.toEdge, HALF_WAY: text.halfWay }[policy.destination];
  return [text.names[policy.cadence], bandName(policy) ?? text.allWeights, way].filter((part) => part !== null).join(", ");
}

/** A policy in one sentence. */
export function policySentence(policy: StudiedPolicyDocument): string {
  const when = text.cadences[policy.cadence];
  const band = bandName(policy);
  return band === null ? text.sentence.calendar(when) : text.sentence.band(when, band, text.sentence.ways[policy.destination]);
}

/** The band of a policy in words; null where it has none. */
export function bandName({ band_width, band_method }: Pick<StudiedPolicyDocument, "band_width" | "band_method">): string | null {
  if (band_width === null) return null;
  const width = toPercent(band_width);
  if (band_method === "RELATIVE") return text.ofTarget(width);
  return band_method === "COMBINED" ? text.combined(width) : text.points(width);
}

/** A fraction a year in basis points with one decimal: "12.3 bp". */
export function basisPoints(fraction: string): string {
  return text.basisPoints(new Big(fraction).times(BASIS_POINTS).toFixed(1).replace("-", "−"));
}

/** A count a year with one decimal. */
export function count(number: string): string {
  return new Big(number).toFixed(1);
}

function intervalOf({ low, high }: StoredFigure, unit: Unit): string {
  return text.between(unit(low), unit(high));
}
