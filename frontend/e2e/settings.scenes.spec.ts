import { expect, type Page, test } from "@playwright/test";
import { type Scene, testScenes } from "./scene-tests";

const press = (name: string) => (page: Page) => page.getByRole("button", { name, exact: true }).click();
const retype = async (page: Page, label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);

const SCENES: Scene[] = [
  { scene: "settings", title: "settings a person has chosen", sees: "Only sells may leave, because of: This portfolio." },
  { scene: "settings-new", title: "settings nobody has chosen", sees: /limits every portfolio starts with/ },
  { scene: "settings-draft", title: "settings of a draft", sees: /no targets that are traded yet/ },
  { scene: "settings-loading", title: "settings that have not arrived after four seconds", sees: "Still waiting for the settings." },
  { scene: "settings-unreadable", title: "settings that cannot be read", sees: "The settings could not be read" },
  { scene: "settings-offline", title: "settings without a connection", sees: "Connection lost" },
  { scene: "settings-halted", title: "halted switches", sees: "No order may leave, because of: Everybody, Your brokerage account." },
  { scene: "settings", title: "the way to stop a person's portfolios", lead: press("Stop trading: All your portfolios"), sees: "Stop trading in all your portfolios?" },
  { scene: "settings", title: "the way to resume a portfolio", lead: press("Resume trading: This portfolio"), sees: "Resume trading in this portfolio?" },
  { scene: "settings", title: "a limit that cannot be", lead: (page) => retype(page, "Largest price move", "6"), sees: /above 0 and up to 5%/ },
  { scene: "settings", title: "an amount to ask above that is none", lead: (page) => retype(page, "Ask above", "much"), sees: "Enter a number." },
  { scene: "settings", title: "settings in compact density", lead: async (page) => page.getByLabel("Compact", { exact: true }).check({ force: true }), sees: "How much room the lines of tables and lists have." },
  { scene: "settings-refused", title: "a refused limit", lead: async (page) => (await retype(page, "Orders in a run", "39"), press("Save limits")(page)), sees: "Reference for support: c-1d77" },
  { scene: "settings-refused", title: "refused notifications", lead: async (page) => (await retype(page, "Mail address", "bob@example.com"), press("Save notifications")(page)), sees: "Reference for support: c-90ab" },
  { scene: "settings", title: "saved notifications with their secret", lead: async (page) => (await retype(page, "Mail address", "bob@example.com"), press("Save notifications")(page)), sees: /goes out of sight when you leave/ },
  { scene: "settings", title: "the way to renew the secret", lead: press("Renew the secret"), sees: "Renew the webhook secret?" },
  { scene: "settings", title: "a test on its way", lead: press("Send a test message"), sees: /It leaves with the next sweep/ },
  { scene: "settings-live", title: "a live account nobody has enabled", sees: "Account …4f2a may not trade: no run starts on it." },
  { scene: "settings-live-enabled", title: "a live account that may trade", sees: "Account …4f2a may trade with real money." },
  { scene: "settings-live", title: "the way to trade with real money", lead: press("Trade with real money"), sees: "Trade account …4f2a with real money?" },
  { scene: "settings-push", title: "a browser that gets push notes", lead: press("Get push notes here"), sees: "This browser gets push notes now." },
  { scene: "settings-push-forbidden", title: "a browser that shows no notes", lead: press("Get push notes here"), sees: "Your browser shows no notes of this site" },
  { scene: "settings-push-refused", title: "a browser that was not registered", lead: press("Get push notes here"), sees: "Reference for support: c-77fa" },
];

testScenes("/settings", SCENES);

test("compact density makes the lines of tables lower", async ({ page }) => {
  await page.goto("/tax?scene=tax");
  const row = page.getByRole("button", { name: /^JPM |^MSFT / }).first();
  await expect(row).toBeVisible();
  const heightOf = async () => (await row.boundingBox())?.height ?? 0;
  const before = await heightOf();
  await page.evaluate(() => localStorage.setItem("trimtab.density", "compact"));
  await page.reload();
  await expect(row).toBeVisible();

  expect(await heightOf()).toBeLessThan(before);
});

test("an address leads to its section", async ({ page }) => {
  await page.goto("/settings?scene=settings#notifications");

  await expect(page.getByRole("heading", { name: "Notifications" })).toBeFocused();
  await expect(page.getByRole("heading", { name: "Notifications" })).toBeInViewport();
});

test("a push shows a note once for its tag", async ({ page, context }) => {
  await context.grantPermissions(["notifications"]);
  await page.goto("/settings?scene=settings-push");
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/push-worker.js");
    await navigator.serviceWorker.ready;
  });
  const { deliver } = await pushing(page);
  const note = { title: "A plan waits for you", tag: "ev_1", level: "WARNING" };
  for (const data of [note, note, { ...note, title: "Trading was halted", tag: "ev_2" }, {}]) await deliver(JSON.stringify({ data }));

  await expect.poll(() => shownNotes(page)).toEqual(["A plan waits for you", "Trading was halted"]);
});

/** Delivers pushes to the page's worker, as the browser does for its push service. */
async function pushing(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => registrations[0] && resolve(registrations[0].registrationId));
  });
  await devtools.send("ServiceWorker.enable");
  const registrationId = await registered;
  const origin = new URL(page.url()).origin;
  return { deliver: (data: string) => devtools.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data }) };
}

function shownNotes(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const worker = await navigator.serviceWorker.ready;
    return (await worker.getNotifications()).map(({ title }) => title).toSorted();
  });
}
