import { defineConfig, devices } from "@playwright/test";

// Worker processes read this file again and inherit the environment, so the port is chosen once.
process.env.TRIMTAB_GALLERY_PORT ??= String(20_000 + (process.pid % 10_000));
const galleryUrl = `http://127.0.0.1:${process.env.TRIMTAB_GALLERY_PORT}`;

const desktop = { ...devices["Desktop Chrome"], viewport: { width: 1280, height: 900 } };
const phone = { ...devices["Desktop Chrome"], viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const stackUrl = process.env.TRIMTAB_HOSTING_URL;

const SCENES = { testMatch: /\.scenes\.spec\.ts$/, fullyParallel: true };
// Most of a scene's opening is a new process and code compiled anew, so a worker keeps its page; cookies, storage, clock,
// media and pointer are put back before each scene. A recording makes a scene take six times as long.
const ON_GALLERY = { baseURL: galleryUrl, trace: "off", reuseContext: true } as const;
const STACK = { testIgnore: /\.scenes\.spec\.ts$/, fullyParallel: false, workers: 1 };

export default defineConfig({
  testDir: "./e2e",
  workers: 2,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    trace: "retain-on-failure",
    timezoneId: "Europe/Berlin",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "scenes-desktop", ...SCENES, use: { ...desktop, ...ON_GALLERY } },
    // What becomes of an order is told by the same code on every size; the scenes of the page cover the phone.
    { name: "scenes-phone", ...SCENES, testIgnore: /outcomes\.scenes/, use: { ...phone, ...ON_GALLERY } },
    // One broker account stands behind all tests of the stack, so they run one after another.
    { name: "stack-desktop", ...STACK, use: { ...desktop, baseURL: stackUrl } },
    { name: "stack-phone", ...STACK, dependencies: ["stack-desktop"], use: { ...phone, baseURL: stackUrl } },
  ],
  webServer: {
    command: "npm run --silent gallery",
    url: galleryUrl,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 5000 },
  },
});
