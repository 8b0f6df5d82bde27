import { expect, type Page, test } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { type Scene, testScenes } from "./scene-tests";

const openTable = (page: Page) => page.getByText("The same figures as a table").click();
const showXom = (page: Page) => page.getByLabel("Show").selectOption("XOM").then(() => undefined);
const showNone = (page: Page) => page.getByLabel("Started by").selectOption("Volatility rule").then(() => undefined);
const showCancelled = (page: Page) => page.getByLabel("Started by").selectOption("Cash flow rule").then(() => undefined);

const LIST: Scene[] = [
  { scene: "history", title: "the history", sees: "12 runs listed" },
  { scene: "history", title: "the drift of one symbol", lead: showXom, sees: "Target" },
  { scene: "history", title: "the drift as a table", lead: openTable, sees: "Mon, Mar 23, 2020" },
  { scene: "history", title: "a filter that fits no run", lead: showNone, sees: "No run fits these filters" },
  { scene: "history-none", title: "a portfolio without history", sees: "No run yet" },
  { scene: "history-one-day", title: "a single day of drift", sees: "Mon, Mar 23, 2020" },
  { scene: "history-loading", title: "a history that has not arrived after four seconds", sees: "Still waiting for the runs." },
  { scene: "history-error", title: "a history that cannot be read", sees: "The runs could not be read" },
  { scene: "history-figures-lost", title: "runs without their figures", sees: /shown as not known/ },
  { scene: "history-offline", title: "the history without a connection", sees: "Connection lost" },
  { scene: "history-offline-empty", title: "a history that is not on this device", sees: /The runs are not on this device/ },
  { scene: "history-500", title: "some of the first 50 of 500 runs", lead: showCancelled, sees: "8 of 50 runs listed Older runs exist." },
];

const RUN: Scene[] = [
  { scene: "run-live", title: "a live run with an unknown order", sees: "The outcome of 1 order is not known yet" },
  { scene: "run-held", title: "a run whose first order has not left yet", sees: /No order has left yet/ },
  { scene: "run-ended", title: "a run that ended with a refusal", sees: "Rejected by the broker" },
  { scene: "run-operator", title: "a run that waits for the operator", sees: "This run waits for the operator" },
  { scene: "run-drift-unread", title: "a run whose drift afterwards is not known", sees: /could not be read after the run/ },
  { scene: "run-single", title: "a single trade", sees: "Figures are kept for runs of a plan only." },
  { scene: "run-lost", title: "a run that cannot be read", sees: "This run could not be read" },
  { scene: "orders-lost", title: "a run whose orders cannot be read", sees: "The orders of this run could not be read" },
  { scene: "run-simulated", title: "a simulated run", sees: "This was a simulation" },
  { scene: "history-none", title: "a run that does not exist", sees: "There is no such run" },
  { scene: "history-offline-empty", title: "a run that is not on this device", sees: /This run is not on this device/ },
];

testScenes("/history", LIST);
testScenes("/history/run_0001", RUN);

test("a day is read with the arrow keys alone", async ({ page }) => {
  await page.goto("/history?scene=history");
  const slider = page.getByRole("slider", { name: "Day" });
  await slider.focus();
  await page.keyboard.press("ArrowLeft");

  await expect(slider).toHaveAttribute("aria-valuetext", /^Fri, Mar 20, 2020\. Largest \d/);
  await expect(page.getByRole("definition").filter({ hasText: "Fri, Mar 20, 2020" })).toBeVisible();
});

test("what is listed is saved as CSV and as JSON", async ({ page }) => {
  await page.goto("/history?scene=history");
  await page.getByLabel("Outcome").selectOption("Finished with adjustments");
  await expect(page.getByText("2 of 12 runs listed")).toBeVisible();

  const [csv, json] = [await saved(page, "CSV"), await saved(page, "JSON")];
  expect(csv.split("\r\n")).toHaveLength(4);
  expect(JSON.parse(json)).toHaveLength(2);
});

test("a run is reached from the list by keyboard and leads back", async ({ page }) => {
  await page.goto("/history?scene=history");
  await page.getByRole("link", { name: /^Mar 20, 2020/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "What it changed" })).toBeVisible();
  await page.getByRole("link", { name: "All runs" }).click();

  await expect(page.getByRole("heading", { name: "Runs" })).toBeVisible();
});

async function saved(page: Page, kind: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: `Save 2 runs as ${kind}` }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^trimtab-runs-\d{4}-\d{2}-\d{2}\.(csv|json)$/);
  return readFile(await download.path(), "utf8");
}
