import type { BrowserContext, CDPSession, Page } from "@playwright/test";
import type { Outcome } from "../report";
import { hasBrowser, withBrowser } from "../stage/browser";
import type { Stage } from "../stage/start-stage";
import { writeThreads } from "../stage/write-threads";
import { chunkContents } from "./chunk-contents";

/** What the framework alone sends, of a page with one button: measured once, see docs/performance.md. */
const GOAL_KB = 200;

interface Script {
  file: string;
  /** Bytes over the wire, compressed, with the response's head; and as the browser runs them. */
  encodedBytes: number;
  bytes: number;
  contents: string[];
}

/** The JavaScript that reaches a browser with an empty cache, against pages of the same build that do next to nothing. */
export async function measureInboxScripts(stage: Stage): Promise<Outcome> {
  if (!hasBrowser()) return nothing("There is no Chromium here: the scripts of the inbox were not weighed.");
  const [thread] = await writeThreads(stage, 1);
  const { all } = stage;

  const inbox = await weigh(stage, `/inbox?view=all&conversation=${thread!.conversationId}`, (page) =>
    page.getByRole("log").getByText(thread!.marker).waitFor(),
  );
  const notFound = await weigh(stage, "/nothing-is-here", (page) => page.getByRole("main").waitFor());
  const signIn = await weigh({ all: { ...all, cookie: "x=y" } }, "/sign-in", (page) =>
    page.getByLabel("Password", { exact: true }).waitFor(),
  );

  const [product, limit] = [total(inbox), total(notFound)];
  return {
    lines: [
      {
        measure: "scripts of the inbox, a conversation open",
        unit: "kB",
        product,
        limit: { name: "the not-found page", value: limit },
        ratios: [product / limit],
        better: "lower",
        goal: `≤ ${GOAL_KB} kB`,
        loads: [],
      },
    ],
    details: { inbox, notFoundKB: limit, signInKB: total(signIn) },
    notes: [
      `The sign-in page: ${total(signIn).toFixed(0)} kB. The inbox's largest of ${inbox.length} files:`,
      ...inbox
        .slice(0, 6)
        .map(
          ({ file, encodedBytes, contents }) =>
            `${(encodedBytes / 1000).toFixed(1).padStart(6)} kB  ${file}  ${contents.join(", ")}`,
        ),
    ],
  };
}

const nothing = (note: string): Outcome => ({ lines: [], details: {}, notes: [note] });
const total = (scripts: Script[]) => scripts.reduce((sum, { encodedBytes }) => sum + encodedBytes, 0) / 1000;

function weigh({ all }: Pick<Stage, "all">, address: string, isThere: (page: Page) => Promise<unknown>) {
  return withBrowser(all, async (context) => {
    const page = await context.newPage();
    const scripts = await listenForScripts(context, page);
    await page.goto(`${all.origin}${address}`);
    await isThere(page);
    // Whatever the page fetches ahead of need counts too.
    await page.waitForLoadState("networkidle");
    return (await scripts()).toSorted((a, b) => b.encodedBytes - a.encodedBytes);
  });
}

/** @returns a function that tells what has arrived. */
async function listenForScripts(context: BrowserContext, page: Page): Promise<() => Promise<Script[]>> {
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const files = new Map<string, string>();
  const encoded = new Map<string, number>();
  session.on("Network.responseReceived", ({ requestId, response, type }) => {
    if (type === "Script" || response.mimeType.includes("javascript")) files.set(requestId, response.url);
  });
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    encoded.set(requestId, encodedDataLength);
  });

  return () =>
    Promise.all([...files].map(([id, url]) => describeScript(session, id, url, encoded.get(id) ?? 0)));
}

async function describeScript(session: CDPSession, requestId: string, url: string, encodedBytes: number) {
  const { body } = await session.send("Network.getResponseBody", { requestId });
  const file = new URL(url).pathname.split("/").at(-1)!;
  return { file, encodedBytes, bytes: Buffer.byteLength(body), contents: chunkContents(body) };
}
