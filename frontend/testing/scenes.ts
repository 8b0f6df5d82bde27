import type { FakeBackend } from "./fake-backend";
import { ACCOUNT_SCENES } from "./scenes/account";
import { ALERTS_SCENES } from "./scenes/alerts";
import { ALLOCATION_SCENES } from "./scenes/allocation";
import { CLASS_SCENES } from "./scenes/asset-classes";
import { EDITED_SCENES } from "./scenes/edited";
import { HISTORY_SCENES } from "./scenes/history";
import { OUTCOME_SCENES } from "./scenes/outcomes";
import { SCHEDULES_SCENES } from "./scenes/schedules";
import { SETTINGS_SCENES } from "./scenes/settings";
import { SIGN_IN_AGAIN_SCENES } from "./scenes/sign-in-again";
import { STUDY_SCENES } from "./scenes/study";
import { TAX_SCENES } from "./scenes/tax";
import { TRUTH_SCENES } from "./scenes/truths";
import { WHAT_IF_SCENES } from "./scenes/what-if";

export { driftedBackend, putRun, putTargets, putTradingMode } from "./scenes/allocation";

/** Back ends in every state a person can meet, by name. */
export const SCENES: Record<string, () => FakeBackend> = {
  ...ALLOCATION_SCENES,
  ...CLASS_SCENES,
  ...EDITED_SCENES,
  ...TRUTH_SCENES,
  ...OUTCOME_SCENES,
  ...HISTORY_SCENES,
  ...SCHEDULES_SCENES,
  ...STUDY_SCENES,
  ...ALERTS_SCENES,
  ...TAX_SCENES,
  ...WHAT_IF_SCENES,
  ...SETTINGS_SCENES,
  ...ACCOUNT_SCENES,
  ...SIGN_IN_AGAIN_SCENES,
};
