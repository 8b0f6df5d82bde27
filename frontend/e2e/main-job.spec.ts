import { expect, type Page, test } from "@playwright/test";
import { printFirstPreview } from "./first-preview";
import { broker, expectAccessible, expectNoOverflow, ordersSent, resetStack, signIn } from "./support";

test.beforeEach(resetStack);

const checkButton = (page: Page) => page.getByRole("button", { name: "Check & Rebalance" });
const placeButton = (page: Page) => page.getByRole("button", { name: /^Place \d+ orders?$/ });
const dialog = (page: Page) => page.getByRole("alertdialog");
const executed = (page: Page) => page.getByRole("table", { name: "Trades executed" });

async function openDialog(page: Page): Promise<void> {
  await checkButton(page).click();
  await placeButton(page).click();
  await expect(dialog(page)).toBeVisible();
}

async function setTarget(page: Page, symbol: string, percent: string): Promise<void> {
  await page.getByLabel(`Target percent of ${symbol}`).fill(percent);
}

test("the whole job: sign in, edit targets, preview, execute, watch fills, then nothing is left to do", async ({ page, isMobile }) => {
  await signIn(page);
  await expect(page.getByText("Simulated money.").or(page.getByText("Paper", { exact: true })).first()).toBeVisible();

  await setTarget(page, "MSFT", "30%");
  await setTarget(page, "XOM", "20");
  await expect(page.getByTestId("target-total")).toContainText("Sum 100%");
  await page.getByRole("button", { name: "Save targets" }).click();
  await expect(page.getByText(/^Saved as version \d+\.$/)).toBeVisible();

  await printFirstPreview(page, `on the stack, ${isMobile ? "phone" : "desktop"}`, () => checkButton(page).click());
  await expect(page.getByRole("heading", { name: "Preview" })).toBeFocused();
  await expectAccessible(page);
  await expectNoOverflow(page);
  expect(await ordersSent()).toBe(0);

  await placeButton(page).click();
  await expect(dialog(page).getByRole("button", { name: "Cancel" })).toBeFocused();
  await expectAccessible(page);
  await placeButton(page).last().click();
  await expect(page).toHaveURL(/run=/);
  await expect(page.getByText("Completed", { exact: true })).toBeVisible();
  await expect(executed(page).getByText("Filled", { exact: true }).first()).toBeVisible();
  await expect(executed(page).getByText("no order id yet")).toHaveCount(0);
  await expectAccessible(page);
  await expectNoOverflow(page);

  await checkButton(page).click();
  await expect(page.getByRole("heading", { name: "Nothing to do", exact: true })).toBeFocused();
  await expect(placeButton(page)).toHaveCount(0);
});

test("somebody who is not signed in sees the sign-in page at any address", async ({ page }) => {
  await page.goto("/allocation?run=whatever");

  await expect(page.getByRole("heading", { name: "Sign in to Trimtab" })).toBeVisible();
  await expectAccessible(page);
});

test("a wrong password is named as such", async ({ page }) => {
  await page.goto("/allocation");
  await page.getByLabel("Email").fill("demo@trimtab.local");
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();

  await expect(page.getByRole("alert")).toHaveText("Email or password is not right.");
});

test("the kill switch stops execution but not previews, and resuming takes the typed phrase", async ({ page }) => {
  await signIn(page);
  await page.getByRole("button", { name: /Change the trading state/ }).click();
  await page.getByRole("button", { name: "Stop trading" }).click();
  await expect(page.getByRole("alert")).toContainText("Trading is halted");
  await checkButton(page).click();
  await expect(placeButton(page)).toHaveAttribute("aria-disabled", "true");
  await expect(page.getByText("Trading is halted: Stopped by hand")).toBeVisible();

  await page.getByRole("button", { name: /Change the trading state/ }).click();
  await page.getByLabel(/Reason for resuming/).fill("The test is over");
  await page.getByLabel(/to confirm/).fill("resume trading");
  await page.getByRole("button", { name: "Resume trading" }).click();

  await expect(page.getByRole("alert")).toHaveCount(0);
  await expect(placeButton(page)).toHaveAttribute("aria-disabled", "false");
});

test("a double click on the last button starts one run", async ({ page }) => {
  await signIn(page);
  await openDialog(page);
  const count = await dialog(page).getByRole("listitem").count();
  await placeButton(page).last().dblclick();
  await expect(page.getByText("Completed", { exact: true })).toBeVisible();

  expect(await ordersSent()).toBe(count);
});

test("a reload during a run keeps its timeline", async ({ page }) => {
  await broker("fills", { mode: "none" });
  await signIn(page);
  await openDialog(page);
  await placeButton(page).last().click();
  await expect(page.getByText("Waiting for sells to fill", { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByText("Waiting for sells to fill", { exact: true })).toBeVisible();
  await expect(page.getByRole("list", { name: "Progress" }).getByRole("listitem").filter({ hasText: "Selling" })).toContainText("in progress");
  await broker("fills", { mode: "full" });

  await expect(page.getByText("Completed", { exact: true })).toBeVisible();
});

test("targets that do not add up cannot be saved, and scaling repairs them", async ({ page }) => {
  await signIn(page);
  await setTarget(page, "JPM", "40,5");
  await expect(page.getByRole("button", { name: "Save targets" })).toHaveAttribute("aria-disabled", "true");
  await page.getByRole("button", { name: "Scale to 100%" }).click();
  await page.getByRole("button", { name: "Save targets" }).click();

  await expect(page.getByText(/^Saved as version \d+\.$/)).toBeVisible();
});
