import { allocation } from "./allocation";
import { auth } from "./auth";
import { common, errors } from "./common";
import { drift } from "./drift";
import { market } from "./market";
import { rebalance } from "./rebalance";
import { risk } from "./risk";

/**
 * What the first view says, by feature; a missing key is a type error. The other pages' texts are in modules of their own
 * beside this one, and come with their pages.
 */
export const messages = { common, errors, auth, allocation, drift, market, rebalance, risk } as const;
