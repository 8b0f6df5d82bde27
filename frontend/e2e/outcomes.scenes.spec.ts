import { expect, type Page, test } from "@playwright/test";

/** What a person must read of each outcome of an order, whatever becomes of the answer to the approval (reliability G27). */
const WORDS: Record<string, string> = {
  waiting: "At the broker",
  "part-open": "Partly filled",
  filled: "Completed",
  "part-cancelled": "Finished with adjustments",
  rejected: "Rejected by the broker",
  refused: "Held back by a limit",
  cancelled: "Cancelled",
  expired: "Expired",
  "never-sent": "Stopped by the kill switch",
  unknown: "Outcome not known yet",
  found: "Completed",
  operator: "Waiting for the operator",
};
const FAULTS = ["lost", "slow", "offline", "reload"];
const KEYS_NOTE = "scene.keys";

const place = (page: Page) => page.getByRole("button", { name: "Place 4 orders" });

for (const [outcome, words] of Object.entries(WORDS)) {
  for (const fault of FAULTS) {
    test(`an order that is ${outcome} is told as such although the answer is ${fault}, and is asked for under one key`, async ({ page }) => {
      await page.goto(`/allocation?scene=approved-${outcome}-${fault}`);
      await page.getByRole("button", { name: "Check & Rebalance" }).click();
      await place(page).click();
      await place(page).last().dblclick();
      if (fault === "reload") await page.reload();
      await expect(page.getByText(words, { exact: true }).first()).toBeAttached();

      await expect(page.getByText(/\bfailed\b/i)).toHaveCount(0);
      const keys: string[] = JSON.parse((await page.evaluate((note) => sessionStorage.getItem(note), KEYS_NOTE)) ?? "[]");
      expect(new Set(keys).size).toBe(1);
    });
  }
}
