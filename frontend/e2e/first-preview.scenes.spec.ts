import { expect, test } from "@playwright/test";
import { printFirstPreview } from "./first-preview";

// A page that has shown other scenes has much of the code compiled.
test.use({ reuseContext: false });

// The scene's answer is there at once, so what is measured is the page's part: its chunk, its rendering and the paint.
test("the first preview is painted once its figures are there", async ({ page, isMobile }) => {
  await page.goto("/allocation?scene=drifted");
  const check = page.getByRole("button", { name: "Check & Rebalance" });
  await expect(check).toHaveAttribute("aria-disabled", "false");
  await printFirstPreview(page, `of a scene on the ${isMobile ? "phone" : "desktop"}`, () => check.click());

  await expect(page.getByRole("heading", { name: "Preview" })).toBeFocused();
});
