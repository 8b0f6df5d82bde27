import { expect, type Page, test } from "@playwright/test";
import { type Scene, testScenes } from "./scene-tests";

const show = (state: string) => (page: Page) => page.getByText(state, { exact: true }).first().click();

const SCENES: Scene[] = [
  { scene: "alerts", title: "open and resolved alerts with an inbox", sees: "5 open" },
  { scene: "alerts-empty", title: "no alerts yet", sees: "No alerts so far" },
  { scene: "alerts-loading", title: "alerts that have not arrived after four seconds", sees: "Still waiting for the alerts." },
  { scene: "alerts-unreadable", title: "alerts that cannot be read", sees: "The alerts could not be read" },
  { scene: "inbox-unreadable", title: "an inbox that cannot be read", sees: "The inbox could not be read" },
  { scene: "alerts-resolved", title: "nothing open", lead: show("Open"), sees: "Nothing is open" },
  { scene: "alerts-offline", title: "alerts without a connection", sees: "Connection lost" },
  { scene: "alerts-halted", title: "alerts of a halted account", sees: "Your brokerage account: trading halted" },
];

testScenes("/alerts", SCENES);

test("what has come since the last visit is marked", async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem("trimtab.alerts.seen.demo", "2020-03-21T00:00:00Z"));
  await page.goto("/alerts?scene=alerts");

  await expect(page.getByText("New", { exact: true })).toHaveCount(4);
});
