import { assertFails, assertSucceeds, initializeTestEnvironment, type RulesTestEnvironment } from "@firebase/rules-unit-testing";
import { collection, collectionGroup, deleteDoc, doc, type Firestore, getDoc, getDocs, setDoc, setLogLevel, updateDoc } from "firebase/firestore";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

const RULES = new URL("../../firestore.rules", import.meta.url);

// Everything of a portfolio that the application watches.
const OWN = [
  "userSettings/ann",
  "userSettings/ann/allocation/SPY",
  "userSettings/ann/rebalance_runs/run_1",
  "userSettings/ann/rebalance_runs/run_1/legs/1",
  "userSettings/ann/rebalance_runs/run_1/requests/cancel",
  "userSettings/ann/rebalance_performance_log/run_1",
  "userSettings/ann/rebalancing_history/run_1",
  "userSettings/ann/risk_management/user",
  "userSettings/ann/rebalance_plans/pl_1",
  "userSettings/ann/rebalance_plans/pl_1/rebalance_trades/1",
  "userSettings/ann/drift_alert_history/al_1",
  "userSettings/ann/rebalance_schedules/current",
  "userSettings/ann/rebalance_schedules/current/checks/2026-01-05-quiet",
  "userSettings/ann/policy_studies/st_1",
  "userSettings/ann/drift_snapshots/2026-01-05",
  "userSettings/ann/inbox/event-1",
  "userSettings/ann/preferences/telling",
  "userSettings/ann/devices/installation-1",
  "userSettings/ann/live_trading/acct_1",
  "userSettings/ann/tax_lots/0a-1",
  "userSettings/ann/tax_years/2026",
  "userSettings/ann/portfolios/second",
  "userSettings/ann/portfolios/second/allocation/SPY",
  "userSettings/ann/portfolios/second/rebalance_runs/run_1/legs/1",
  "userSettings/ann/portfolios/second/tax_lots/0a-1",
  "userSettings/ann/portfolios/second/drift_alert_history/al_1",
  "userSettings/ann/portfolios/second/rebalance_schedules/current/checks/2026-01-05-quiet",
  "userSettings/ann/portfolios/second/drift_snapshots/2026-01-05",
  "userSettings/ann/portfolios/second/inbox/event-1",
];
// What only functions may see: links to brokers, locks, keys, mail, and what a tax ledger is made of.
const TAX_LEDGERS = ["userSettings/ann/tax_ledger/head", "userSettings/ann/tax_ledger/events-0000", "userSettings/ann/portfolios/second/tax_ledger/state-0000"];
const SERVER_ONLY = [...TAX_LEDGERS, "brokerLinks/ann", "accounts/paper-1", "idempotency/abc", "outbox/1", "deliveries/1-mail", "mail/1", "webhookSecrets/ann", "apiKeys/k1", "rateLimits/1", "accountDeletions/1", "keptOrders/p1", "keptOrders/p1/rebalance_runs/run_1", "keptOrders/p1/rebalance_runs/run_1/legs/1", "audit/2026-01-02/access_events/abc", "claims/1", "completeness/2026-01-05", "deadLetters/1", "audit/2026-01-02", "audit/2026-01-02/mode_changes/abc", "audit/2026-01-02/decisions/abc", "anything/else"];
const KILL_SWITCH = "systemStatus/risk_management";
const CALENDAR = "marketCalendar/2026";
// What whoever is signed in may read.
const SHARED = [KILL_SWITCH, CALENDAR];

const OPEN_RULES = "service cloud.firestore { match /databases/{d}/documents { match /{p=**} { allow read, write: if true; } } }";

let stage: RulesTestEnvironment;
let ann: Firestore;
let ben: Firestore;
let nobody: Firestore;

function stageWith(projectId: string, rules: string): Promise<RulesTestEnvironment> {
  const [host, port] = (process.env.FIRESTORE_EMULATOR_HOST ?? "").split(":");
  if (!host || !port) throw new Error("FIRESTORE_EMULATOR_HOST is not set; start these tests with scripts/test rules.");
  return initializeTestEnvironment({ projectId, firestore: { host, port: Number(port), rules } });
}

beforeAll(async () => {
  // Every refusal that is expected here would otherwise be logged as an error.
  setLogLevel("silent");
  stage = await stageWith("demo-rules", readFileSync(RULES, "utf8"));
});

beforeEach(async () => {
  await stage.clearFirestore();
  await stage.withSecurityRulesDisabled(async (context) => {
    for (const path of [...OWN, ...SERVER_ONLY, ...SHARED]) await setDoc(doc(context.firestore(), path), { written_by: "server" });
  });
  ann = stage.authenticatedContext("ann").firestore() as unknown as Firestore;
  ben = stage.authenticatedContext("ben").firestore() as unknown as Firestore;
  nobody = stage.unauthenticatedContext().firestore() as unknown as Firestore;
});

afterAll(() => stage.cleanup());

describe.each(OWN)("%s", (path) => {
  it("may be read by its owner", async () => {
    await assertSucceeds(getDoc(doc(ann, path)));
  });

  it("may not be read by another user", async () => {
    await assertFails(getDoc(doc(ben, path)));
  });

  it("may not be read without signing in", async () => {
    await assertFails(getDoc(doc(nobody, path)));
  });

  it("may not be created, changed or deleted by its owner", async () => {
    await assertFails(setDoc(doc(ann, `${path}x`), { written_by: "ann" }));
    await assertFails(updateDoc(doc(ann, path), { written_by: "ann" }));
    await assertFails(deleteDoc(doc(ann, path)));
  });
});

it.each(["rebalance_runs", "rebalance_plans/pl_1/rebalance_trades"])("the owner may list %s, another user may not", async (path) => {
  await assertSucceeds(getDocs(collection(ann, `userSettings/ann/${path}`)));
  await assertFails(getDocs(collection(ben, `userSettings/ann/${path}`)));
});

it("the owner may list lots and years, and further portfolios, but not the pages of a ledger", async () => {
  for (const path of ["tax_lots", "tax_years", "portfolios", "portfolios/second/tax_lots"]) {
    await assertSucceeds(getDocs(collection(ann, `userSettings/ann/${path}`)));
    await assertFails(getDocs(collection(ben, `userSettings/ann/${path}`)));
  }
  await assertFails(getDocs(collection(ann, "userSettings/ann/tax_ledger")));
  await assertFails(getDocs(collection(ann, "userSettings/ann/portfolios/second/tax_ledger")));
});

it("nobody may ask over all owners, as the clock does", async () => {
  for (const group of ["rebalance_schedules", "checks", "drift_snapshots"]) {
    await assertFails(getDocs(collectionGroup(ann, group)));
  }
});

it.each(SHARED)("%s may be read by whoever is signed in and by nobody else", async (path) => {
  await assertSucceeds(getDoc(doc(ben, path)));
  await assertFails(getDoc(doc(nobody, path)));
});

it.each(SHARED)("%s may be written by no client", async (path) => {
  await assertFails(setDoc(doc(ann, path), { written_by: "ann" }));
  await assertFails(deleteDoc(doc(ann, path)));
});

it("an operator's claim opens no door around the functions", async () => {
  const operator = stage.authenticatedContext("ann", { operator: true }).firestore() as unknown as Firestore;

  await assertFails(setDoc(doc(operator, KILL_SWITCH), { trading_enabled: true }));
});

it.each(SERVER_ONLY)("%s is closed to every client", async (path) => {
  await assertFails(getDoc(doc(ann, path)));
  await assertFails(setDoc(doc(ann, path), { written_by: "ann" }));
});

it("an open door would be found", async () => {
  const open = await stageWith("demo-open-rules", OPEN_RULES);
  const stranger = open.unauthenticatedContext().firestore() as unknown as Firestore;

  await expect(assertFails(setDoc(doc(stranger, KILL_SWITCH), { trading_enabled: true }))).rejects.toThrow();
  await open.cleanup();
});
