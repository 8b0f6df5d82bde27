import { expect, type Page, test } from "@playwright/test";
import { openScene, type Scene, testScenes } from "./scene-tests";

const resume = async (page: Page) => {
  await page.getByRole("button", { name: /Change the trading state/ }).click();
  await page.getByLabel(/Reason for resuming/).fill("Settled in");
  await page.getByLabel(/Type “resume trading”/).fill("resume trading");
  await page.getByRole("button", { name: "Resume trading" }).click();
};
const question = (page: Page) => page.getByRole("alertdialog", { name: "Enter your password to go on" });
const guess = async (page: Page) => {
  await resume(page);
  await page.getByLabel("Password", { exact: true }).fill("guess");
  await page.getByRole("button", { name: "Go on" }).click();
};

const SCENES: Scene[] = [
  { scene: "halted-long-ago", title: "the question for the password before trading is resumed", lead: resume, sees: "Enter your password to go on" },
  { scene: "halted-long-ago", title: "a wrong password", lead: guess, sees: "The password is not right." },
];

testScenes("/allocation", SCENES);

test("the password is enough to go on by the keyboard alone, and the act is done", async ({ page }) => {
  await openScene(page, "/allocation", "halted-long-ago");
  await resume(page);
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await page.keyboard.type("trimtab-demo");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("alertdialog")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Trading on. Change the trading state" })).toBeFocused();
});

test("Escape leaves the question alone, and what was typed before it stays", async ({ page }) => {
  await openScene(page, "/allocation", "halted-long-ago");
  await resume(page);
  await expect(page.getByLabel("Password", { exact: true })).toBeFocused();
  await page.keyboard.press("Escape");

  await expect(question(page)).toHaveCount(0);
  await expect(page.getByLabel(/Reason for resuming/)).toHaveValue("Settled in");
  await expect(page.getByRole("button", { name: "Resume trading" })).toBeFocused();
});
