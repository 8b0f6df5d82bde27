import type { AssetClass } from "@/lib/contracts/generated";
import { messages } from "@/lib/messages";
import { symbolName } from "./symbol-name";

const NAMES: Readonly<Record<string, string>> = messages.common.assetClasses;

/** Every class an owner can give, in the order they are shown in. */
export const ASSET_CLASSES = Object.keys(NAMES) as AssetClass[];

/** What the broker calls everything it lists; a target without a class of its own counts there. */
export const BROKER_CLASS: AssetClass = "EQUITY";

/** The name of a class for people; cash is a class too, and a key that nobody named stays as it is. */
export function assetClassName(key: string): string {
  return NAMES[key] ?? symbolName(key);
}
