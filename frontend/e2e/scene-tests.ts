import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectNoOverflow } from "./support";

export interface Scene {
  scene: string;
  title: string;
  lead?: (page: Page) => Promise<void>;
  /** What a person sees once the scene has settled. */
  sees: string | RegExp;
}

/** The time of every scene: ages and countdowns are the same in each run. */
const NOW = new Date("2026-11-30T15:04:05Z");

/** Opens a scene of a page at a fixed time. */
export async function openScene(page: Page, path: string, scene: string, now = NOW): Promise<void> {
  await page.clock.setFixedTime(now);
  await page.goto(`${path}?scene=${scene}`);
}

/**
 * Opens each scene of a page and checks what every screen owes: axe in both themes, no overflow, nothing thrown, and on
 * the desktop that what assistive technology is told is what it was when somebody last looked (`*.aria.yml`).
 */
export function testScenes(path: string, scenes: readonly Scene[]): void {
  for (const { scene, title, lead, sees } of scenes) {
    test(`${title} is accessible in both themes, fits the screen and throws nothing`, async ({ page, isMobile }) => {
      const thrown: string[] = [];
      page.on("pageerror", (error) => thrown.push(error.message));
      await openScene(page, path, scene);
      await lead?.(page);
      await expect(page.getByText(sees).filter({ visible: true }).first()).toBeVisible();

      await expectAccessible(page);
      await expectNoOverflow(page);
      if (!isMobile) await expect(page.locator("body")).toMatchAriaSnapshot({ name: `${nameOf(path, title)}.aria.yml` });
      expect(thrown).toEqual([]);
    });
  }
}

function nameOf(path: string, title: string): string {
  return `${path} ${title}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
}
