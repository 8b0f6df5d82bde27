import { expect, type Page, test } from "@playwright/test";
import { type Scene, testScenes } from "./scene-tests";

const workAllOut = async (page: Page) => {
  await page.getByRole("button", { name: "Work all out" }).click();
  await expect(page.getByText("3 scenarios worked out.")).toBeAttached();
};
const unfold = async (page: Page) => {
  await expect(page.getByLabel("Name of scenario 3")).toBeVisible();
  for (const section of await page.locator("h4 button").all()) await section.click();
};
const misspell = async (page: Page) => {
  await page.getByRole("button", { name: "Targets As saved" }).click();
  await page.getByRole("button", { name: "Change the targets" }).click();
  await page.getByLabel("Target percent of JPM").fill("250");
};

const pressTrace = (page: Page) => page.getByRole("button", { name: "Trace the curve" }).click();
const traceCurve = async (page: Page) => (await pressTrace(page), page.getByText("All points").click());

const SCENES: Scene[] = [
  { scene: "what-if", title: "the portfolio as it is", sees: "Trades worked out" },
  { scene: "what-if", title: "a field that cannot be read", lead: misspell, sees: "The target of JPM must be a number from 0 to 100 with at most two decimals." },
  { scene: "what-if", title: "the trade-off curve with all its points", lead: traceCurve, sees: "Preview this point as a plan" },
  { scene: "what-if-no-curve", title: "a trade-off without any way", lead: pressTrace, sees: "Nothing can be traded" },
  { scene: "what-if-curve-failed", title: "a trade-off that was not traced", lead: pressTrace, sees: "Reference for support: c-0c17" },
  { scene: "what-if-loading", title: "figures that have not arrived after four seconds", sees: "Still waiting for the portfolio as it is." },
  { scene: "what-if-no-targets", title: "a portfolio without targets", sees: "No targets are saved" },
  { scene: "what-if-three", title: "three scenarios before they are worked out", sees: "Not worked out yet" },
  { scene: "what-if-three", title: "everything that can be supposed", lead: unfold, sees: "Bought from cash, sold into cash" },
  { scene: "what-if-three", title: "three scenarios side by side", lead: workAllOut, sees: "What the method would do instead" },
  { scene: "what-if-blocked", title: "a plan that is blocked in one scenario", lead: workAllOut, sees: "Trades are not possible in this scenario" },
  { scene: "what-if-refused", title: "a scenario the server refuses", lead: (page) => page.getByRole("button", { name: "Work all out" }).click(), sees: "Selling too much could not be worked out" },
  { scene: "what-if-down", title: "a broker that does not answer", sees: "Reference for support: c-7f31" },
  { scene: "what-if-offline", title: "a lost connection", sees: "Connection lost" },
];

testScenes("/what-if", SCENES);

test("a scenario can be made and worked out with the keyboard alone", async ({ page }) => {
  await page.goto("/what-if?scene=what-if");
  await page.getByRole("button", { name: "Start from “as it is”" }).focus();
  await page.keyboard.press("Enter");
  const second = page.getByRole("region", { name: "Scenario 2", exact: true });
  await second.getByRole("button", { name: "Cash flow None" }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.type("10000");
  await second.getByRole("button", { name: "Work it out" }).focus();
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "Comparison" })).toBeFocused();
  await expect(page.getByText("1.44% less")).toBeVisible();
});
