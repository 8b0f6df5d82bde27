import { expect, test } from "@playwright/test";
import { openScene } from "./scene-tests";

/** The main screens for docs/ and the README; `scripts/fix pictures` keeps them there, an ordinary run only makes them. */
const PICTURES = [
  { name: "allocation", path: "/allocation", scene: "drifted", sees: /XOM is 9.1 points under/ },
  { name: "preview", path: "/plans/pl_0001", scene: "drifted", sees: "Nothing placed yet" },
  { name: "run", path: "/allocation", scene: "running", sees: "Outcome not known yet" },
] as const;
const FOLDER = process.env.TRIMTAB_PICTURES ?? "test-results/pictures";

for (const { name, path, scene, sees } of PICTURES) {
  for (const theme of ["light", "dark"] as const) {
    test(`a picture of ${name} in the ${theme} theme can be made`, async ({ page, isMobile }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await openScene(page, path, scene);
      await expect(page.getByText(sees).first()).toBeVisible();
      const picture = await page.screenshot({ path: `${FOLDER}/${name}-${theme}${isMobile ? "-phone" : ""}.png` });

      expect(picture.byteLength).toBeGreaterThan(10_000);
    });
  }
}
