import type { FakeBackend } from "../fake-backend";
import { driftedBackend, putTradingMode } from "./allocation";

export const SIGN_IN_AGAIN_SCENES: Record<string, () => FakeBackend> = {
  /** Trading was stopped, and whoever wants to resume it signed in long ago. */
  "halted-long-ago"() {
    const backend = driftedBackend();
    putTradingMode(backend, "HALTED", "Quotes look wrong since 10:28");
    backend.answer("set_trading_mode", () => {
      putTradingMode(backend, "ACTIVE", "Settled in");
      return {};
    });
    backend.askForSignIn("set_trading_mode");
    return backend;
  },
};
