import { existsSync } from "node:fs";
import { type BrowserContext, chromium } from "@playwright/test";
import type { Workspace } from "./workspace";

/** The one with a window's machinery first: frames are measured as users have them. */
const SYSTEM_CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-headless-shell"].find(existsSync);

/** Whether there is a browser to measure in. */
export function hasBrowser(): boolean {
  return existsSync(SYSTEM_CHROMIUM ?? chromium.executablePath());
}

/** Runs `work` in a fresh browser, in which the workspace's admin is signed in. */
export async function withBrowser<Result>(
  { cookie, origin }: Workspace,
  work: (context: BrowserContext) => Promise<Result>,
): Promise<Result> {
  const browser = await chromium.launch({
    executablePath: SYSTEM_CHROMIUM,
    args: ["--no-sandbox"],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    // What the program's own transpiler wraps named functions in does not exist in a page.
    await context.addInitScript({ content: "globalThis.__name = (named) => named" });
    await context.addCookies(
      cookie.split("; ").map((pair) => {
        const [name = "", ...value] = pair.split("=");
        return { name, value: value.join("="), url: origin };
      }),
    );
    return await work(context);
  } finally {
    await browser.close();
  }
}
