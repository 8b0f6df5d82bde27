import { expect, type Page, test } from "@playwright/test";
import { openScene, type Scene, testScenes } from "./scene-tests";

const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const makeKey = async (page: Page) => {
  await page.getByLabel("Name", { exact: true }).fill("My script");
  await press(page, "Make the key");
};
const makeNothing = async (page: Page) => {
  await page.getByRole("checkbox", { name: /^Read/ }).click();
  await press(page, "Make the key");
};
const askDeletion = async (page: Page) => {
  await press(page, "Delete my account…");
  await page.getByLabel(/Type “delete my account”/).fill("delete my account");
  await press(page, "Delete the account");
};

// The page as it is, with keys, is a scene of the settings. Axe looks at the whole long page each time, so states that can stand beside each other do.
const SCENES: Scene[] = [
  { scene: "account-without-keys", title: "no key yet", sees: "No key has been made" },
  { scene: "account-loading", title: "keys that have not arrived after four seconds", sees: "Still waiting for the keys." },
  { scene: "account-refused", title: "keys and an export that are refused", lead: async (page) => (await makeKey(page), press(page, "Save my data")), sees: "Reference for support: c-4b0e" },
  { scene: "settings", title: "a key that cannot be", lead: makeNothing, sees: "Choose at least one thing the key may do." },
  { scene: "settings", title: "a key that is shown this once, and an export that was saved", lead: async (page) => (await makeKey(page), press(page, "Save my data")), sees: /with 2 records/ },
  { scene: "settings", title: "the way to revoke a key", lead: (page) => press(page, "Revoke key Weekly report"), sees: "Revoke the key Weekly report?" },
  { scene: "account-running", title: "a deletion refused by a run", lead: askDeletion, sees: /They can be cancelled first/ },
  { scene: "account-long-ago", title: "a deletion asked for by an old session", lead: askDeletion, sees: "Enter your password to go on" },
  { scene: "settings", title: "the farewell after a deletion", lead: askDeletion, sees: "Your account is deleted" },
];

testScenes("/settings", SCENES);

test("the file of an export holds the records of all pages", async ({ page }) => {
  await openScene(page, "/settings", "settings");
  const saving = page.waitForEvent("download");
  await press(page, "Save my data");
  const saved = await saving;

  expect(saved.suggestedFilename()).toBe("trimtab-account-2020-03-23.json");
  expect(await textOf(await saved.createReadStream())).toContain("9007199254740993");
});

test("a key is revoked with the keyboard alone, and the focus stays on the page", async ({ page }) => {
  await openScene(page, "/settings", "settings");
  await page.getByRole("button", { name: "Revoke key Weekly report" }).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alertdialog").getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "Your keys" })).toBeFocused();
});

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  let text = "";
  for await (const part of stream) text += part.toString("utf8");
  return text;
}
