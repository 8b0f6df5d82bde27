import { expect, type Page, type Route, test } from "@playwright/test";
import { broker, callFunction, expectAccessible, expectNoOverflow, ordersSent, resetStack, signIn } from "./support";

test.beforeEach(resetStack);

const checkButton = (page: Page) => page.getByRole("button", { name: "Check & Rebalance" });
const placeButton = (page: Page) => page.getByRole("button", { name: /^Place \d+ orders?$/ });
const dialog = (page: Page) => page.getByRole("alertdialog");
const state = (page: Page, words: string) => page.getByText(words, { exact: true }).first();

/** Previews and opens the last look; tells how many orders there are. */
async function openDialog(page: Page): Promise<number> {
  await checkButton(page).click();
  await placeButton(page).click();
  return dialog(page).getByRole("listitem").count();
}

async function place(page: Page): Promise<number> {
  const count = await openDialog(page);
  await placeButton(page).last().click();
  return count;
}

/** Lets a call reach the server, and its answer reach nobody. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}

async function expectSound(page: Page): Promise<void> {
  await expectAccessible(page);
  await expectNoOverflow(page);
}

test("what is left out of a plan is not traded", async ({ page }) => {
  await signIn(page);
  await checkButton(page).click();
  await page.getByRole("button", { name: "Edit trades" }).click();
  await page.getByRole("checkbox").last().click();
  await page.getByRole("button", { name: "Work these out" }).click();
  await expect(page.getByText("Not traded, and why")).toBeVisible();
  await placeButton(page).click();
  const count = await dialog(page).getByRole("listitem").count();
  await placeButton(page).last().click();
  await expect(state(page, "Completed")).toBeVisible();

  expect(await ordersSent()).toBe(count);
  await expectSound(page);
});

test("orders that still wait can all be cancelled, and none leaves", async ({ page }) => {
  await callFunction("save_policy", { execution: { hold_seconds: 120 } });
  await signIn(page);
  await place(page);
  await page.getByRole("button", { name: "Cancel all orders" }).click();
  await expect(state(page, "Cancelled")).toBeVisible();

  expect(await ordersSent()).toBe(0);
  await expectSound(page);
});

test("what is open at the broker can be cancelled during a run", async ({ page }) => {
  await broker("fills", { mode: "none" });
  await signIn(page);
  await place(page);
  await expect(state(page, "Waiting for sells to fill")).toBeVisible();
  await page.getByRole("button", { name: "Cancel remaining" }).click();

  await expect(state(page, "Cancelled")).toBeVisible();
});

test("a kill during a run stops it, and says so", async ({ page }) => {
  await broker("fills", { mode: "none" });
  await signIn(page);
  await place(page);
  await expect(state(page, "Waiting for sells to fill")).toBeVisible();
  await page.getByRole("button", { name: /Change the trading state/ }).click();
  await page.getByRole("button", { name: "Stop trading" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Trading is halted");
  await broker("fills", { mode: "full" });

  await expect(state(page, "Stopped by the kill switch")).toBeVisible();
  await expectSound(page);
});

test("an order the broker rejects is told as such, and nothing is called a success", async ({ page }) => {
  await broker("faults", { fault: "reject_after_accept", count: 1 });
  await signIn(page);
  await place(page);

  await expect(state(page, "Rejected by the broker")).toBeVisible();
  await expect(state(page, "Finished with adjustments")).toBeVisible();
  await expectSound(page);
});

test("an order that is filled in part shows the part", async ({ page }) => {
  await broker("fills", { mode: "partial" });
  await signIn(page);
  await place(page);

  await expect(page.getByText(/Partly filled|Filled/).first()).toBeVisible();
  await broker("fills", { mode: "full" });
  await expect(state(page, "Completed")).toBeVisible();
});

test("an order whose answer was lost is never shown as failed, and is not sent twice", async ({ page }) => {
  await broker("faults", { fault: "lose_next", count: 1 });
  await signIn(page);
  const count = await place(page);
  await expect(state(page, "Completed")).toBeVisible();

  await expect(page.getByText(/failed/i)).toHaveCount(0);
  expect(await ordersSent()).toBe(count);
});

test("a lost answer to the approval heals by itself", async ({ page }) => {
  await page.route("**/execute_plan", loseAnswer, { times: 1 });
  await signIn(page);
  const count = await place(page);

  await expect(state(page, "Completed")).toBeAttached();
  expect(await ordersSent()).toBe(count);
});

test("the same plan approved in two tabs runs once", async ({ page, context }) => {
  await signIn(page);
  await checkButton(page).click();
  await page.getByRole("link", { name: "Address of this plan" }).click();
  const twin = await context.newPage();
  await twin.goto(page.url());
  await placeButton(page).click();
  await placeButton(twin).click();
  const count = await dialog(page).getByRole("listitem").count();
  const approvals = [placeButton(page).last(), placeButton(twin).last()];
  await Promise.all(approvals.map((button) => expect(button).toBeVisible()));
  // Not click(): it waits until a button rests, long enough for a tab to hear of the run and to offer nothing any more.
  await Promise.all(approvals.map((button) => button.dispatchEvent("click")));
  await expect(state(page, "Completed")).toBeVisible();

  expect(await ordersSent()).toBe(count);
});

test("a reload keeps the preview", async ({ page }) => {
  await signIn(page);
  await checkButton(page).click();
  await expect(page).toHaveURL(/plan=pl_/);
  await page.reload();

  await expect(placeButton(page)).toBeVisible();
});

test("a preview that has grown too old cannot be approved", async ({ page }) => {
  await signIn(page);
  await checkButton(page).click();
  await expect(placeButton(page)).toHaveAttribute("aria-disabled", "false");
  await page.clock.setFixedTime(Date.now() + 11 * 60_000);

  await expect(page.getByText(/This preview has expired/)).toBeVisible();
  await expect(placeButton(page)).toHaveAttribute("aria-disabled", "true");
});

test("an account that is blocked gets no plan", async ({ page }) => {
  await broker("reset", { accounts: [{ key: "demo", secret: "demo-secret", cash: "1000", positions: {}, restrictions: { trading_blocked: true } }] });
  await signIn(page);
  await checkButton(page).click();

  await expect(page.getByRole("heading", { name: "Trades are not possible now" })).toBeVisible();
  await expect(placeButton(page)).toHaveCount(0);
  await expectSound(page);
});

test("a plan under review runs once somebody has looked at it", async ({ page }) => {
  await callFunction("save_policy", { constraints: { review_soft_rules: true, max_turnover: "0.05" } });
  await signIn(page);
  await checkButton(page).click();
  await expect(page.getByText(/need a look first|needs a look first/)).toBeVisible();
  for (const box of await page.getByRole("checkbox", { name: /I have looked/ }).all()) await box.click();
  await page.getByLabel(/Why it may go ahead/).fill("A part of it is enough today");
  await expectSound(page);
  await placeButton(page).click();
  await placeButton(page).last().click();

  await expect(state(page, "Completed")).toBeVisible();
});

test("another account than the plan's is refused", async ({ page }) => {
  await signIn(page);
  await openDialog(page);
  const other = "00000000-1111-4222-8333-444444444444";
  await broker("faults", { fault: "field", match: "GET /v2/account", path: "id", value: other, count: 3 });
  await placeButton(page).last().click();

  await expect(dialog(page)).toContainText("is not the one this plan was made for");
  expect(await ordersSent()).toBe(0);
});

test("without a connection nothing can be placed, and it comes back by itself", async ({ page, context }) => {
  await signIn(page);
  await checkButton(page).click();
  await expect(placeButton(page)).toHaveAttribute("aria-disabled", "false");
  await context.setOffline(true);
  await expect(page.getByText("Connection lost")).toBeVisible();
  await expect(placeButton(page)).toHaveAttribute("aria-disabled", "true");
  await context.setOffline(false);

  await expect(placeButton(page)).toHaveAttribute("aria-disabled", "false");
});
