import { useKillSwitches } from "./api/live-switches";
import { type StrictestState, strictestState } from "./switches";

/** Follows the trading state that counts: the strictest of the four switches over the portfolio's orders. */
export function useStrictestState(): StrictestState {
  return strictestState(useKillSwitches());
}
