import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { expectNoOverflow } from "./support";

for (const colorScheme of ["light", "dark"] as const) {
  test(`the endpoints are described beside the site, in the ${colorScheme} too`, async ({ page }) => {
    const thrown: string[] = [];
    page.on("pageerror", (error) => thrown.push(error.message));
    await page.emulateMedia({ colorScheme });
    await page.goto("/api/docs/");
    await expect(page.getByRole("heading", { name: "POST /rebalance/simulate" })).toBeVisible();
    await page.getByText("200 The answer.").first().click();
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();

    expect(thrown).toEqual([]);
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)).toEqual([]);
    await expectNoOverflow(page);
  });
}
