import { expect, test } from "@playwright/test";
import { openScene } from "./scene-tests";

/** The main screens. A run makes them in test-results/pictures; with TRIMTAB_PICTURES=../docs/pictures it keeps them in docs/. */
const PICTURES = [
  { name: "allocation", path: "/allocation", scene: "drifted", sees: /XOM is 9.1 points under/ },
  { name: "preview", path: "/plans/pl_0001", scene: "drifted", sees: "Nothing placed yet" },
  { name: "run", path: "/allocation", scene: "running", sees: "Outcome not known yet" },
  { name: "what-if", path: "/what-if", scene: "what-if", sees: "Scenarios" },
  { name: "history", path: "/history", scene: "history", sees: "Drift over time" },
  { name: "schedules", path: "/schedules", scene: "scheduled", sees: "Next five dates" },
  { name: "tax", path: "/tax", scene: "tax", sees: /Lots/ },
  { name: "alerts", path: "/alerts", scene: "alerts", sees: /Inbox/ },
  { name: "settings", path: "/settings", scene: "settings", sees: /Limits/ },
] as const;
/** Eight seconds after the sampled prices were read: the day of the samples, on which nothing looks old. */
const SAMPLED_AT = new Date("2020-03-23T15:04:13Z");
const FOLDER = process.env.TRIMTAB_PICTURES ?? "test-results/pictures";

for (const { name, path, scene, sees } of PICTURES) {
  for (const theme of ["light", "dark"] as const) {
    test(`a picture of ${name} in the ${theme} theme can be made`, async ({ page, isMobile }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      await openScene(page, path, scene, SAMPLED_AT);
      await expect(page.getByText(sees).first()).toBeVisible();
      const picture = await page.screenshot({ path: `${FOLDER}/${name}-${theme}${isMobile ? "-phone" : ""}.png` });

      expect(picture.byteLength).toBeGreaterThan(10_000);
    });
  }
}
