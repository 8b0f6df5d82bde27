import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Locator, type Page } from "@playwright/test";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

type Violations = Awaited<ReturnType<AxeBuilder["analyze"]>>["violations"];

interface LocalConfig {
  projectId: string;
  authUrl: string;
  firestoreHost: string;
  firestorePort: number;
  functionsHost: string;
  functionsPort: number;
  demoEmail: string;
  demoPassword: string;
}

const AXE = readFileSync(createRequire(createRequire(import.meta.url).resolve("@axe-core/playwright")).resolve("axe-core/axe.min.js"), "utf8");
const MOST_TABS = 150;
const REGION = "us-central1";
const ADMIN = { authorization: "Bearer owner" };
const BROKER_KEYS = { key: "demo", secret: "demo-secret" };
const SYMBOLS = ["JPM", "MSFT", "WMT", "XOM"] as const;

/** About a quarter of 100,000 dollars each, bought at the closes of 2019-12-31. */
const BOUGHT = {
  JPM: { qty: "179", avg_entry_price: "139.40" },
  MSFT: { qty: "158", avg_entry_price: "157.70" },
  WMT: { qty: "210", avg_entry_price: "118.84" },
  XOM: { qty: "358", avg_entry_price: "69.78" },
};
const PRICED_ON = { series: "sp500", date: "2020-03-23" };

/**
 * Puts broker and portfolio into one known state: four quarters bought at the end of 2019, prices of 2020-03-23, targets
 * of 25 each, trading on, no runs.
 */
export async function resetStack(): Promise<void> {
  const config = await localConfig();
  await send("DELETE", `${firestore(config)}/emulator/v1/projects/${config.projectId}/databases/(default)/documents`, null, ADMIN);
  await send("PATCH", `${firestore(config)}/v1/projects/${config.projectId}/databases/(default)/documents/systemStatus/risk_management`, {
    fields: {
      trading_enabled: { booleanValue: true },
      mode: { stringValue: "ACTIVE" },
      reason: { stringValue: "ready for a test" },
      epoch: { integerValue: "1" },
      updated_by: { stringValue: "test" },
      updated_at: { timestampValue: "2020-03-23T13:00:00Z" },
    },
  }, ADMIN);
  await broker("reset", { accounts: [{ ...BROKER_KEYS, cash: "24.20", positions: BOUGHT }] });
  await broker("replay", PRICED_ON);
  await saveTargets();
}

/** The same, for somebody who has never set a target. */
export async function resetNewcomer(): Promise<void> {
  await resetStack();
  const config = await localConfig();
  await send("DELETE", `${firestore(config)}/emulator/v1/projects/${config.projectId}/databases/(default)/documents/userSettings`, null, ADMIN);
}

/** Drives the paper broker, for example `broker("fills", { mode: "none" })`. */
export async function broker(control: string, request: object): Promise<void> {
  await send("POST", `${required("TRIMTAB_BROKER_URL")}/_control/${control}`, request);
}

/** Counts the orders that reached the broker since the last reset. */
export async function ordersSent(): Promise<number> {
  const wire = await send("GET", `${required("TRIMTAB_BROKER_URL")}/_control/wire`, null);
  return Number(JSON.stringify(wire).match(/"POST \/v2\/orders":\s*(\d+)/)?.[1] ?? 0);
}

export async function signIn(page: Page, path = "/allocation"): Promise<void> {
  await page.goto(path);
  await page.getByRole("button", { name: "Use the demo account" }).click();
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Allocation" })).toBeVisible();
}

/** Scans the page as it is, in both themes. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    const violations = await violationsOn(page);
    expect(violations.map(({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map((node) => `${node.html} ${node.any[0]?.message ?? ""}`).join(" | ")}`)).toEqual([]);
  }
}

/**
 * Runs all rules of axe. Left out are what tells nothing of violations: the nodes that pass, and a second page for the
 * results of foreign frames, of which there are none.
 */
async function violationsOn(page: Page): Promise<Violations> {
  await putAxeInto(page);
  return (await new AxeBuilder({ page, axeSource: "void axe" }).setLegacyMode(true).options({ resultTypes: ["violations"] }).analyze()).violations;
}

/** The builder would put axe in twice for each scan, which takes as long as half the rules. */
async function putAxeInto(page: Page): Promise<void> {
  for (const frame of page.frames()) {
    if (await frame.evaluate("typeof axe === 'undefined'")) await frame.evaluate(AXE);
  }
}

export async function expectNoOverflow(page: Page): Promise<void> {
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(tooWide).toBeLessThanOrEqual(0);
}

/** Tabs on until an element has the focus. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < MOST_TABS; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab has not reached ${wanted} in ${MOST_TABS} steps.`);
}

/** Calls a function as the demo user, beside the browser. */
export async function callFunction(name: string, request: object): Promise<void> {
  const config = await localConfig();
  const identity = `${config.authUrl}/identitytoolkit.googleapis.com/v1/accounts:signInWithPassword?key=local`;
  const account = { email: config.demoEmail, password: config.demoPassword, returnSecureToken: true };
  const { idToken } = (await send("POST", identity, account)) as { idToken: string };
  const callable = `http://${config.functionsHost}:${config.functionsPort}/${config.projectId}/${REGION}/${name}`;
  await send("POST", callable, { data: request }, { authorization: `Bearer ${idToken}` });
}

/** Saves the targets, and that an approved plan's orders leave at once: no test waits for a hold. */
async function saveTargets(): Promise<void> {
  await callFunction("save_allocation", { targets: SYMBOLS.map((symbol) => ({ symbol, target_percent: "25" })) });
  await callFunction("save_policy", { execution: { hold_seconds: 0 } });
}

async function localConfig(): Promise<LocalConfig> {
  return (await send("GET", `${required("TRIMTAB_HOSTING_URL")}/local.json`, null)) as LocalConfig;
}

async function send(method: string, url: string, body: object | null, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await fetch(url, {
    method,
    headers: { "content-type": "application/json", ...headers },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${url} answered ${answer.status}: ${text}`);
  return text ? JSON.parse(text) : null;
}

function firestore(config: LocalConfig): string {
  return `http://${config.firestoreHost}:${config.firestorePort}`;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: these tests need the local stack; start them with scripts/test e2e.`);
  return value;
}
