import { expect, type Page, test } from "@playwright/test";
import { type Scene, testScenes } from "./scene-tests";
import { expectAccessible, expectNoOverflow, tabTo } from "./support";

const check = (page: Page) => page.getByRole("button", { name: "Check & Rebalance" }).click();
const openDialog = async (page: Page) => {
  await check(page);
  await page.getByRole("button", { name: "Place 4 orders" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
};
const tradingControl = (page: Page) => page.getByRole("button", { name: /Change the trading state/ }).click();
const shortcuts = async (page: Page) => {
  await expect(page.getByRole("button", { name: "Check & Rebalance" })).toBeVisible();
  await page.keyboard.press("?");
};
const confirm = (page: Page) => page.getByRole("alertdialog").getByRole("button", { name: "Place 4 orders" }).click();

const putIn = async (page: Page, symbol: string, assetClass: string) => {
  await page.getByLabel(`Asset class of ${symbol}`).selectOption(assetClass);
  await expect(page.getByLabel(`Asset class of ${symbol}`)).toBeFocused();
};
const saveTargets = (page: Page) => page.getByRole("button", { name: "Save targets" }).click();

const leaveUnsaved = async (page: Page) => {
  await page.getByLabel("Band in points around the target of JPM").fill("4");
  await page.keyboard.press("Tab");
  await page.getByRole("switch", { name: /JPM/ }).focus();
  await page.keyboard.press("g");
  await page.keyboard.press("h");
};

const SCENES: Scene[] = [
  { scene: "signed-out", title: "the sign-in page", sees: "Sign in to Trimtab" },
  { scene: "drifted", title: "a drifted portfolio", sees: /XOM is 9.1 points under/ },
  { scene: "loading", title: "figures that have not arrived after four seconds", sees: "Still waiting for the broker's figures." },
  { scene: "no-targets", title: "a portfolio without targets", sees: "No targets yet" },
  { scene: "draft", title: "a draft", sees: "Draft, never traded" },
  { scene: "classes", title: "targets by asset class", sees: "Commodities" },
  { scene: "classes", title: "a target put into another class", lead: (page) => putIn(page, "VTI", "Real estate"), sees: "Real estate" },
  { scene: "classes", title: "classes the server adds up otherwise", lead: async (page) => (await putIn(page, "GLD", "Other"), saveTargets(page)), sees: "The server counts Other as 0%, not 5%." },
  { scene: "in-band", title: "a preview with nothing to do", lead: check, sees: "Nothing to do" },
  { scene: "drifted", title: "a preview", lead: check, sees: "Not traded, and why" },
  { scene: "expired", title: "an expired preview", lead: check, sees: /This preview has expired/ },
  { scene: "blocked", title: "a blocked account", lead: check, sees: "Trades are not possible now" },
  { scene: "drifted", title: "the last look before orders leave", lead: openDialog, sees: "Place 4 orders on the paper account?" },
  { scene: "live", title: "the last look on a live account", lead: openDialog, sees: "Place 4 orders on the live account?" },
  { scene: "live", title: "the amount typed for a live account", lead: async (page) => (await openDialog(page), page.getByLabel(/^Type \$24,862/).fill("24,862")), sees: "Place 4 orders on the live account?" },
  { scene: "market-closed", title: "orders refused because the market is closed", lead: async (page) => (await openDialog(page), confirm(page)), sees: "Nothing was sent to the broker." },
  { scene: "answer-lost", title: "a lost answer", lead: async (page) => (await openDialog(page), confirm(page)), sees: "It is not known yet whether the orders were placed" },
  { scene: "running", title: "a run with an unknown order", sees: "Outcome not known yet" },
  { scene: "completed&run=run_0001", title: "a run that ended with a refusal", sees: "Rejected by the broker" },
  { scene: "halted", title: "halted trading", sees: "Reason: Quotes look wrong since 10:28" },
  { scene: "halted", title: "the way to resume", lead: tradingControl, sees: "Resume trading?" },
  { scene: "drifted", title: "the way to stop", lead: tradingControl, sees: "Stop trading in all your portfolios?" },
  { scene: "state-missing", title: "a missing trading state", sees: /No trading state has been recorded/ },
  { scene: "reduce-only", title: "sells only", sees: "Only sells are allowed" },
  { scene: "offline", title: "a lost connection", sees: "Connection lost" },
  { scene: "first-run", title: "somebody's first visit", sees: "Three steps to your first preview" },
  { scene: "pending-review", title: "a plan that waits for a look", lead: check, sees: "1 rule needs a look first." },
  { scene: "edited", title: "the trades being edited", lead: async (page) => (await check(page), page.getByRole("button", { name: "Edit trades" }).click()), sees: "Back to the plan's own" },
  { scene: "edited-before&plan=pl_0002", title: "trades edited before", lead: (page) => page.getByRole("button", { name: "Edit trades" }).click(), sees: "The plan's own" },
  { scene: "drifted", title: "the question before targets are lost", lead: leaveUnsaved, sees: "Leave without saving?" },
  { scene: "orders-lost", title: "a run whose orders cannot be read", sees: "The orders of this run could not be read" },
  { scene: "held", title: "a run whose orders still wait", sees: /Nothing has left yet/ },
  { scene: "held-to-open", title: "a run that waits for the opening", sees: /leaves when it has opened/ },
  { scene: "wrong-account", title: "a plan for another account", lead: async (page) => (await openDialog(page), confirm(page)), sees: /not the one this plan was made for/ },
  { scene: "drifted", title: "the keyboard shortcuts", lead: shortcuts, sees: "Keyboard shortcuts" },
  { scene: "own-halted", title: "trading halted by a switch of one's own", lead: check, sees: "Turned for: All your portfolios" },
  { scene: "reduce-only", title: "the way to stop where only sells are allowed", lead: tradingControl, sees: "Stop trading in all your portfolios?" },
  { scene: "stop-lost", title: "a stop whose answer was lost", lead: async (page) => (await tradingControl(page), page.getByRole("button", { name: "Stop trading" }).click()), sees: "It is not known yet whether the trading state was changed" },
  { scene: "cancel-lost", title: "a cancellation whose answer was lost", lead: (page) => page.getByRole("button", { name: "Cancel remaining" }).click(), sees: "It is not known yet whether the run was asked to stop" },
  { scene: "preview-lost", title: "a preview whose answer was lost", lead: check, sees: "Nothing was sent to the broker." },
  { scene: "market-closed-ahead", title: "a preview while the market is closed", lead: check, sees: /Orders placed now wait for the opening/ },
  { scene: "refresh-failed", title: "figures that could not be renewed", sees: /Newer figures could not be read/ },
  { scene: "went-offline", title: "a connection lost a moment ago", sees: /The server last answered/ },
  { scene: "broker-down", title: "a broker that does not answer", sees: "Reference for support: c-7f31" },
];

testScenes("/allocation", SCENES);
testScenes("/plans/pl_0001", [
  { scene: "drifted", title: "a plan at its own address", sees: "Nothing placed yet" },
  { scene: "executed", title: "a plan that was executed", sees: "This plan has been executed" },
]);

test("the charts are accessible", async ({ page, isMobile }) => {
  await page.goto("/allocation?scene=drifted");
  if (isMobile) await page.getByRole("button", { name: "Show charts" }).click();
  await expect(page.locator("figure svg").first()).toBeAttached();

  await expectAccessible(page);
  await expectNoOverflow(page);
});

test("where no motion is wanted the theme changes without a transition", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await page.goto("/allocation?scene=drifted");
  await openDialog(page);
  const moving = await page.evaluate(() => ((document.documentElement.dataset.theme = "dark"), document.getAnimations().length));

  expect(moving).toBe(0);
});

test("the navigation drawer of narrow screens is accessible", async ({ page, isMobile }) => {
  await page.goto("/allocation?scene=drifted");
  const drawer = page.getByRole("dialog");
  if (isMobile) await page.getByRole("button", { name: "Open navigation" }).click();
  await expect((isMobile ? drawer : page).getByRole("link", { name: "Allocation" })).toBeVisible();

  await expectAccessible(page);
});

test("the accessibility scan finds a planted fault", async ({ page }) => {
  await page.goto("/allocation?scene=drifted");
  await expect(page.getByRole("heading", { name: "Targets" })).toBeVisible();
  await page.evaluate(() => document.querySelector("main")?.insertAdjacentHTML("beforeend", '<img src="/icon.svg">'));

  await expect(expectAccessible(page)).rejects.toThrow("image-alt");
});

test("a plan can be approved with the keyboard alone", async ({ page }) => {
  await page.goto("/allocation?scene=drifted");
  const opener = page.getByRole("main").getByRole("button", { name: "Place 4 orders" });
  await page.getByRole("button", { name: "Check & Rebalance" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Preview" })).toBeFocused();
  await tabTo(page, opener);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(opener).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  await expect(page).toHaveURL(/run=run_0001/);
});
