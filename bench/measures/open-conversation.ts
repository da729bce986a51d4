import os from "node:os";
import type { Page } from "@playwright/test";
import type { Line, Outcome } from "../report";
import { hasBrowser, withBrowser } from "../stage/browser";
import type { Stage } from "../stage/start-stage";
import { type WrittenThread, writeThreads } from "../stage/write-threads";
import { median, percentile } from "../statistics";

const OPENINGS = 30;

interface Painted {
  /** From the click to the frame after the one that brought it: by then it is on the screen. */
  ms: number;
  /** Frames from the click to the one that brought it; 1 = the very next. */
  frames: number;
}

declare global {
  interface Window {
    painted: Promise<Painted>;
  }
}

/** Clicks on conversations that the pointer rested on, against a click that changes one word. */
export async function measureOpenConversation(stage: Stage): Promise<Outcome> {
  if (!hasBrowser()) return { lines: [], details: {}, notes: ["There is no Chromium here: not measured."] };
  const threads = await writeThreads(stage, OPENINGS);
  const load = os.loadavg()[0]!;
  const { opened, bare } = await withBrowser(stage.all, async (context) => {
    const page = await context.newPage();
    await page.goto(`${stage.all.origin}/inbox?view=all`);
    await page.waitForLoadState("networkidle");
    const bare: Painted[] = [];
    const opened: Painted[] = [];
    for (const thread of threads) {
      opened.push(await openThread(page, thread));
      bare.push(await changeWord(page));
    }
    return { opened, bare };
  });

  const line = (measure: string, unit: "ms" | "frames", of: (all: Painted[]) => number): Line => ({
    measure,
    unit,
    product: of(opened),
    limit: { name: "click that changes a word", value: of(bare) },
    ratios: [of(opened) / of(bare)],
    better: "lower",
    goal: unit === "frames" ? "1 frame" : "",
    loads: [load],
  });
  const ms = (painted: Painted[]) => painted.map((one) => one.ms);
  const frames = (painted: Painted[]) => painted.map((one) => one.frames);
  const inOne = opened.filter((one) => one.frames === 1).length;
  return {
    lines: [
      line("click → messages, median", "frames", (painted) => median(frames(painted))),
      line("click → messages painted, p50", "ms", (painted) => median(ms(painted))),
      line("click → messages painted, p95", "ms", (painted) => percentile(ms(painted), 0.95)),
    ],
    details: { opened, bare },
    notes: [`${inOne} of ${OPENINGS} conversations stood in the first frame after the click.`],
  };
}

async function openThread(page: Page, { conversationId, marker }: WrittenThread): Promise<Painted> {
  const row = page.locator(`[data-conversation="${conversationId}"]`);
  const prefetched = page.waitForResponse((response) =>
    response.url().includes(`/api/conversations/${conversationId}/messages`),
  );
  await row.hover();
  await (await prefetched).finished();
  await page.waitForLoadState("networkidle");
  await watchClick(page, "[role=log]", marker);
  await row.click();
  return page.evaluate(() => window.painted);
}

/** The same click and the same frames, with the least to paint. */
async function changeWord(page: Page): Promise<Painted> {
  await page.evaluate(() => {
    document.querySelector("#bench")?.remove();
    const button = document.createElement("button");
    button.id = "bench";
    button.textContent = "before";
    button.style.cssText = "position: fixed; inset-inline-end: 0; inset-block-start: 0; z-index: 1000";
    button.onclick = () => {
      button.textContent = "after";
    };
    document.body.append(button);
  });
  await watchClick(page, "#bench", "after");
  await page.locator("#bench").click();
  return page.evaluate(() => window.painted);
}

/** From the next click on, looks in every frame whether the text stands there. */
async function watchClick(page: Page, selector: string, text: string) {
  await page.evaluate(
    ({ selector, text }) => {
      window.painted = new Promise((resolve) => {
        const begin = ({ timeStamp }: MouseEvent) => {
          let frames = 0;
          const look = () => {
            frames += 1;
            if (!document.querySelector(selector)?.textContent?.includes(text)) {
              requestAnimationFrame(look);
              return;
            }
            requestAnimationFrame(() => resolve({ ms: performance.now() - timeStamp, frames }));
          };
          requestAnimationFrame(look);
        };
        document.addEventListener("click", begin, { capture: true, once: true });
      });
    },
    { selector, text },
  );
}
