import { expect, type Page, test } from "@playwright/test";
import { openScene, type Scene, testScenes } from "./scene-tests";
import { expectAccessible, expectNoOverflow } from "./support";

const press = (name: string) => (page: Page) => page.getByRole("button", { name, exact: true }).click();
const addRule = (kind: string) => async (page: Page) => {
  await press("Add a rule")(page);
  await page.getByLabel("Starts on").selectOption(kind);
};
const switchTo = (name: string) => async (page: Page) => {
  await page.getByRole("radio", { name }).check();
  await press(`Switch to ${name}`)(page);
};
const turnOffDrift = (page: Page) => page.getByRole("switch", { name: "drift is on" }).click();
const askToLeave = async (page: Page) => {
  await turnOffDrift(page);
  const menu = page.getByRole("button", { name: "Open navigation" });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("link", { name: "Allocation", exact: true }).click();
};
const refuseRules = async (page: Page) => {
  await turnOffDrift(page);
  await press("Edit quarterly")(page);
  await press("Save rules")(page);
};

const showMoreChecks = async (page: Page) => {
  await press("Show more")(page);
  await expect(page.getByRole("table", { name: "Checks" }).getByRole("row")).toHaveCount(1 + 40);
};

const SCENES: Scene[] = [
  { scene: "scheduled", title: "a portfolio with rules", sees: "9.1 points under its target" },
  { scene: "scheduled-loading", title: "a schedule whose figures have not arrived after four seconds", sees: "Still waiting for the schedule’s figures." },
  { scene: "scheduled-draft", title: "a draft without targets", sees: "Nothing is checked yet" },
  { scene: "never-saved", title: "a portfolio for which nothing was saved", sees: "When any holding or cash is outside its band." },
  { scene: "no-rules", title: "a portfolio without rules", sees: "Nothing starts by itself" },
  { scene: "held-back", title: "a rule that has to wait", sees: /the cooldown of 5 days lasts until/ },
  { scene: "failing", title: "checks that fail one after the other", sees: "The last 3 checks failed, one after the other" },
  { scene: "schedule-unreadable", title: "a broker that does not answer the schedule", sees: "Reference for support: c-19be" },
  { scene: "scheduled-offline", title: "a schedule without a connection", lead: turnOffDrift, sees: "The connection is lost." },
  { scene: "scheduled-halted", title: "a schedule while trading is halted", sees: /no rule places an order until trading is resumed/ },
  { scene: "scheduled", title: "the form of a rule", lead: press("Edit drift"), sees: "Method and limits of its plans" },
  { scene: "scheduled", title: "a new calendar rule", lead: press("Add a rule"), sees: "If the market is closed that day" },
  { scene: "scheduled", title: "a new rule with several conditions", lead: addRule("COMBINED"), sees: /When all of these hold at one check/ },
  { scene: "scheduled", title: "a new volatility rule", lead: addRule("VOLATILITY_CHANGE"), sees: /When the volatility of the portfolio/ },
  { scene: "scheduled", title: "a rule that lacks its amount", lead: addRule("CASH_FLOW"), sees: "Correct the marked fields first." },
  { scene: "rules-refused", title: "rules the server refused", lead: refuseRules, sees: "Reference for support: c-55d0" },
  { scene: "scheduled", title: "rules that were saved", lead: async (page) => (await turnOffDrift(page), press("Save rules")(page)), sees: "Saved as version 4." },
  { scene: "scheduled", title: "the question before edits are lost", lead: askToLeave, sees: "Leave without saving?" },
  { scene: "scheduled", title: "the last look before a portfolio is automatic", lead: switchTo("Automatic"), sees: "at most 40 orders, $60,000" },
  { scene: "automatic", title: "an automatic portfolio that goes back to proposals", lead: switchTo("Propose"), sees: "The portfolio is on Propose now." },
  { scene: "shadow", title: "a shadow portfolio", sees: "Largest drift: 9.10% before, 0.05% as planned, 4.20% at the next check" },
  { scene: "shadow-empty", title: "a shadow month in which nothing happened", sees: "Nothing to compare in this month" },
  { scene: "study-queued", title: "a study that waits for its turn", sees: "Waiting for its turn" },
  { scene: "study-running", title: "a study that is under way", sees: "Trying schedules" },
  { scene: "study-lost", title: "a study of which nothing was heard", sees: "Nothing was heard of the study for a while" },
  { scene: "study-failed", title: "a study that found no answer", sees: /252 are needed/ },
  { scene: "study-done", title: "a study that was answered", sees: "Runner-ups" },
  { scene: "study-done", title: "a recommendation that is used", lead: press("Use this"), sees: /It stands first among the rules above/ },
  { scene: "study-stale", title: "an answer about other targets", sees: "The targets have changed since" },
  { scene: "study-offline", title: "a study without a connection", sees: "The connection is lost." },
  { scene: "study-refused", title: "a study that was refused", lead: press("Find a schedule"), sees: "Reference for support: c-71d4" },
  { scene: "many-checks", title: "a long log of checks", lead: showMoreChecks, sees: "Nothing to do" },
];

testScenes("/schedules", SCENES);

test("what a check's rules said can be opened", async ({ page }) => {
  await openScene(page, "/schedules", "scheduled");
  await page.getByText("What 2 rules said").locator("visible=true").first().click();
  await expect(page.getByText("No quarterly date has come since 2020-01-02; the next is 2020-04-01.").locator("visible=true").last()).toBeVisible();

  await expectAccessible(page);
  await expectNoOverflow(page);
});

test("a rule is added, ordered and saved with the keyboard alone, and the focus is led along", async ({ page }) => {
  await openScene(page, "/schedules", "scheduled");
  await page.getByRole("button", { name: "Add a rule" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Starts on")).toBeFocused();
  await page.getByRole("button", { name: "Close the form of calendar-1" }).press("Enter");
  await expect(page.getByRole("button", { name: "Edit calendar-1" })).toBeFocused();
  const up = page.getByRole("button", { name: "Move calendar-1 up" });
  for (let place = 3; place > 0; place -= 1) await up.press("Enter");
  await expect(up).toBeFocused();
  await expect(page.getByRole("list", { name: "Rules, first to last" }).getByRole("listitem").first()).toContainText("calendar-1");
  await page.getByRole("button", { name: "Save rules" }).press("Enter");
  await expect(page.getByText("Saved as version 4.")).toBeVisible();

  await expect(page.locator("#rules-outcome")).toBeFocused();
});

test("going back with unsaved edits asks first, and goes where it was asked to", async ({ page, isMobile }) => {
  await openScene(page, "/allocation", "scheduled");
  if (isMobile) await page.getByRole("button", { name: "Open navigation" }).click();
  await page.getByRole("link", { name: "Schedules" }).click();
  await turnOffDrift(page);
  await page.goBack();
  const dialog = page.getByRole("alertdialog");
  await dialog.getByRole("button", { name: "Stay" }).click();
  await expect(page).toHaveURL(/\/schedules/);
  await expect(page.getByRole("switch", { name: "drift is on" })).not.toBeChecked();
  await page.goBack();
  await dialog.getByRole("button", { name: "Leave without saving" }).click();

  await expect(page.getByRole("heading", { name: "Allocation", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/\/allocation/);
});
