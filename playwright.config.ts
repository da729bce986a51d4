import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** The same engine without a window's machinery comes first: it takes half the processor's time. */
const BROWSERS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

/**
 * The product as it is shipped, in a real browser, against the simulator. `npm test` builds first; to run the suite
 * alone: `npm run build && npx playwright test`.
 */
export default defineConfig({
  testDir: "e2e/specs",
  testMatch: "**/*.spec.ts",
  outputDir: "test-results",
  globalSetup: "./e2e/stage/global-setup.ts",
  // One database and one pretend platform for all specs: they share them one after the other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  reporter: "list",
  // Far beyond what anything takes: a spec must never fail because the machine is busy.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    locale: "en-US",
    timezoneId: "Europe/Amsterdam",
    viewport: { width: 1440, height: 900 },
    contextOptions: { reducedMotion: "reduce" },
    actionTimeout: 60_000,
    // Keeping a trace of what succeeds takes a fifth of the time. To look into a failure: `--trace retain-on-failure`.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || BROWSERS.find(existsSync),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
      ],
    },
  },
});
