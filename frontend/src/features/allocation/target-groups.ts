import { ASSET_CLASSES, BROKER_CLASS } from "@/components/money/asset-class";
import type { AssetClass, ClassTargetView } from "@/lib/contracts/generated";
import { compareDecimals, sumPercents } from "@/lib/percent";
import { readOrZero, type TargetRow } from "./target-draft";

/** The rows of one asset class and what they add up to; null while a row cannot be read. */
export interface TargetGroup {
  assetClass: AssetClass;
  rows: readonly TargetRow[];
  sum: string | null;
}

/** A class that the server adds up otherwise than the editor. */
export interface SumGap {
  assetClass: string;
  ours: string;
  servers: string;
}

/** The class a row counts in: its owner's, else the broker's. */
export function classOf(row: TargetRow): AssetClass {
  return row.assetClass ?? BROKER_CLASS;
}

/** Sorts rows into their classes, in the classes' order; the rows of a class stay in theirs. Switched-off rows do not count. */
export function groupTargets(rows: readonly TargetRow[]): TargetGroup[] {
  return ASSET_CLASSES.map((assetClass) => {
    const members = rows.filter((row) => classOf(row) === assetClass);
    return { assetClass, rows: members, sum: sumOf(members) };
  }).filter((group) => group.rows.length > 0);
}

/** Compares the editor's sums with the server's; none where they agree, or where the server has named none. */
export function sumGaps(groups: readonly TargetGroup[], servers: readonly ClassTargetView[] | undefined): SumGap[] {
  if (!servers || servers.length === 0) return [];
  const ours = new Map<string, string>(groups.map((group) => [group.assetClass, group.sum ?? "0"]));
  const theirs = new Map(servers.map((target) => [target.asset_class, target.target_percent]));
  const names = [...new Set([...ours.keys(), ...theirs.keys()])];
  return names
    .map((assetClass) => ({ assetClass, ours: ours.get(assetClass) ?? "0", servers: theirs.get(assetClass) ?? "0" }))
    .filter((gap) => compareDecimals(gap.ours, gap.servers) !== 0);
}

function sumOf(rows: readonly TargetRow[]): string | null {
  const percents = rows.filter((row) => row.isEnabled).map((row) => readOrZero(row.percent));
  return percents.every((percent) => percent !== null) ? sumPercents(percents) : null;
}
