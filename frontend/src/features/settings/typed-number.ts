import { Big } from "big.js";
import { formatQuantity } from "@/components/money/format";
import { readAmount, readPercentage, readWhole, toFraction, toPercent } from "@/lib/typed-number";
import { settings as settingsMessages } from "@/lib/messages/settings";

const text = settingsMessages.problems;

/** How a number is typed: "percent" stands for a fraction on the wire, "dollars" may carry thousands separators. */
export type NumberKind = "dollars" | "percent" | "whole";

/** What a field takes; bounds are wire values. */
export interface NumberRule {
  kind: NumberKind;
  least: string;
  /** Null: no upper bound. */
  most: string | null;
  /** True where `least` itself is refused. */
  isAbove: boolean;
}

/** Reads what was typed as the wire's decimal string, or null when it is no such number. */
export function readTyped(kind: NumberKind, typed: string): string | null {
  if (kind === "dollars") return readAmount(typed);
  if (kind === "whole") return readWhole(typed)?.toString() ?? null;
  const percent = readPercentage(typed);
  return percent === null ? null : toFraction(percent);
}

/** Shows a wire value as it would be typed: 0.05 as "5" percent, 1000000 as "$1,000,000". */
export function showTyped(kind: NumberKind, value: string): string {
  if (kind === "percent") return toPercent(value);
  return kind === "dollars" ? `$${formatQuantity(value)}` : value;
}

/** Why a typed number cannot be sent, or null. */
export function numberProblem(rule: NumberRule, typed: string): string | null {
  const value = readTyped(rule.kind, typed);
  if (value !== null && isWithin(rule, value)) return null;
  if (rule.kind === "whole") return text.whole(rule.least, rule.most ?? "");
  if (rule.kind === "dollars") return text.amount;
  if (rule.most === null) return text.percentAny;
  const most = `${showTyped("percent", rule.most)}%`;
  return rule.isAbove ? text.percentUpTo(most) : text.percentFrom(most);
}

function isWithin({ least, most, isAbove }: NumberRule, value: string): boolean {
  const number = new Big(value);
  return (isAbove ? number.gt(least) : number.gte(least)) && (most === null || number.lte(most));
}
