import { formatMoney } from "@/components/money/format";
import { whatIf as whatIfMessages } from "@/lib/messages/what-if";
import { readPositive } from "./amounts";
import type { Scenario } from "./scenario";
import { MONEY_PLACES, targetsTotal } from "./scenario-problems";

const text = whatIfMessages;

export type EditorSection = "method" | "flow" | "targets" | "prices" | "trades" | "watched";

/** What each section of the editor holds, in a word or two, and whether that differs from the portfolio as it is. */
export const SECTION_STATES: Record<EditorSection, (scenario: Scenario) => { words: string; isChanged: boolean }> = {
  method: ({ method, lotMethod }) => {
    const words = [method && text.shortMethods[method], lotMethod && text.lotMethods[lotMethod]].filter((word) => word !== null);
    return changed(words.join(", "), text.asSet);
  },
  flow: ({ flow }) => {
    if (flow.kind === "none") return changed("", text.none);
    const amount = readPositive(flow.amount, MONEY_PLACES);
    return changed(text.flow(text.flowKinds[flow.kind], amount === null ? "" : formatMoney(amount)).trim(), text.none);
  },
  targets: ({ targets }) => {
    const total = targets && targetsTotal(targets);
    return changed(targets === null ? "" : text.sum(total ?? text.unknown), text.asSaved);
  },
  prices: ({ prices }) => {
    const count = Object.values(prices).filter((price) => price.trim() !== "").length;
    return changed(count === 0 ? "" : text.pricesChanged(count), text.todays);
  },
  trades: ({ trades }) => changed(trades.length === 0 ? "" : text.tradeCount(trades.length), text.none),
  watched: ({ watched }) => changed(watched.join(", "), text.none),
};

function changed(words: string, unchanged: string): { words: string; isChanged: boolean } {
  return words === "" ? { words: unchanged, isChanged: false } : { words, isChanged: true };
}
