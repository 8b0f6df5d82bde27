import { expect, test } from "@playwright/test";
import { ordersSent, resetNewcomer, resetStack, signIn, tabTo } from "./support";

const MINUTE_MS = 60_000;

test("somebody new has a first preview within a minute", async ({ page }) => {
  await resetNewcomer();
  const began = Date.now();
  await signIn(page);
  await expect(page.getByRole("heading", { name: "Three steps to your first preview" })).toBeVisible();
  await page.getByRole("button", { name: "Start from current holdings" }).click();
  await page.getByRole("button", { name: "Save targets" }).click();
  await expect(page.getByText("Saved as version 1.")).toBeVisible();
  await page.getByRole("button", { name: "Check & Rebalance" }).click();

  await expect(page.getByRole("heading", { name: "Nothing to do", exact: true })).toBeFocused();
  expect(Date.now() - began).toBeLessThan(MINUTE_MS);
});

test("the whole job can be done with the keyboard alone", async ({ page }) => {
  await resetStack();
  await page.goto("/allocation");
  await tabTo(page, page.getByRole("button", { name: "Use the demo account" }));
  await page.keyboard.press("Enter");
  await tabTo(page, page.getByRole("button", { name: "Sign in", exact: true }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Allocation" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Check & Rebalance" })).toHaveAttribute("aria-disabled", "false");
  await page.keyboard.press("p");
  await expect(page.getByRole("heading", { name: "Preview" })).toBeFocused();
  await tabTo(page, page.getByRole("button", { name: /^Place \d+ orders?$/ }));
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alertdialog").getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Completed", { exact: true }).first()).toBeVisible();

  expect(await ordersSent()).toBeGreaterThan(0);
});
