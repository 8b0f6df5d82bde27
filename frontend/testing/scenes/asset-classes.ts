import { DEMO_USER, type FakeBackend } from "../fake-backend";
import { driftRow, standing } from "../samples";
import { driftedBackend, putTargets } from "./allocation";

const ROOT = `userSettings/${DEMO_USER.uid}`;
const HELD = [
  driftRow("AGG", "19.2", "20", "-0.8"),
  driftRow("GLD", "6.1", "5", "1.1"),
  driftRow("SPY", "46.1", "40", "6.1"),
  driftRow("TLT", "10.8", "15", "-4.2"),
  driftRow("VTI", "12.3", "15", "-2.7"),
  driftRow("$CASH", "5.5", "5", "0.5"),
];

/** Five targets in three classes, one of them left to the broker; the server's sums are those of the saved targets. */
function classedBackend(): FakeBackend {
  const backend = driftedBackend();
  for (const symbol of ["JPM", "MSFT", "WMT", "XOM"]) backend.put(`${ROOT}/allocation/${symbol}`, null);
  putTargets(backend, { AGG: "20", GLD: "5", SPY: "40", TLT: "15", VTI: "15" }, "ACTIVE", { AGG: "BOND", GLD: "COMMODITY", SPY: "EQUITY", TLT: "BOND" });
  backend.put(ROOT, { portfolio_id: "default", policy_version: 3, status: "ACTIVE", cash_target_percent: "5", updated_at: "2020-01-02T15:00:00Z" });
  backend.answer("simulate", () => standing({ drift_analysis: HELD, message: "SPY is 6.1 points over its target." }));
  backend.answer("save_allocation", () => ({
    policy_version: 4,
    status: "ACTIVE",
    warnings: [],
    class_targets: [
      { asset_class: "BOND", target_percent: "35" },
      { asset_class: "COMMODITY", target_percent: "5" },
      { asset_class: "EQUITY", target_percent: "55" },
    ],
  }));
  return backend;
}

/** Targets whose owner has given them classes. */
export const CLASS_SCENES: Record<string, () => FakeBackend> = { classes: classedBackend };
