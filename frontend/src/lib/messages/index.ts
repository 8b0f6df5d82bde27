import { alerts } from "./alerts";
import { allocation } from "./allocation";
import { auth } from "./auth";
import { common, errors } from "./common";
import { drift } from "./drift";
import { history } from "./history";
import { market } from "./market";
import { rebalance } from "./rebalance";
import { risk } from "./risk";
import { schedules } from "./schedules";
import { settings } from "./settings";
import { tax } from "./tax";
import { whatIf } from "./what-if";

/** Every text a person can see, by feature; a missing key is a type error. */
export const messages = {
  common,
  errors,
  auth,
  allocation,
  drift,
  rebalance,
  risk,
  history,
  market,
  schedules,
  alerts,
  tax,
  whatIf,
  settings,
} as const;
