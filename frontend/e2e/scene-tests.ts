import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoOverflow } from "./support";

export interface Scene {
  scene: string;
  title: string;
  lead?: (page: Page) => Promise<void>;
  /** What a person sees once the scene has settled. */
  sees: string | RegExp;
}

/** Opens each scene of a page and checks what every screen owes: axe in both themes, no overflow, nothing thrown. */
export function testScenes(path: string, scenes: readonly Scene[]): void {
  for (const { scene, title, lead, sees } of scenes) {
    test(`${title} is accessible in both themes, fits the screen and throws nothing`, async ({ page }) => {
      const thrown: string[] = [];
      page.on("pageerror", (error) => thrown.push(error.message));
      await page.goto(`${path}?scene=${scene}`);
      await lead?.(page);
      await expect(page.getByText(sees).first()).toBeVisible();

      await expectAccessible(page);
      await expectNoOverflow(page);
      expect(thrown).toEqual([]);
    });
  }
}
