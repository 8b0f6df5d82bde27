import { allocation } from "./allocation";
import { auth } from "./auth";
import { common, errors } from "./common";
import { drift } from "./drift";
import { rebalance } from "./rebalance";
import { risk } from "./risk";

/** Every text a person can see, by feature; a missing key is a type error. */
export const messages = { common, errors, auth, allocation, drift, rebalance, risk } as const;
