import { useNow } from "@/lib/clock";
import { useSessions } from "./api/market-calendar";
import { type MarketPhase, marketPhase } from "./market-phase";

const SECOND_MS = 1000;

/** Follows where the exchange's day stands; renders again each second. */
export function useMarketPhase(): MarketPhase & { now: Date } {
  const now = new Date(useNow() * SECOND_MS);
  return { ...marketPhase(useSessions(now.getFullYear()), now), now };
}
