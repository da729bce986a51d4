import { Buffer } from "node:buffer";
import { chromium } from "@playwright/test";
import playwright from "../../playwright.config";
import { expectAccessible } from "../actors/accessibility";
import { Agent } from "../actors/agent";
import type { Customer } from "../actors/customer";
import { expect, test } from "../fixtures";

const MEGABYTE = 1024 * 1024;
/** A picture of one dot, made larger by what stands behind its end. */
const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

function picture(name: string) {
  return { name, mimeType: "image/png", buffer: Buffer.from(DOT, "base64") };
}

function file(name: string, bytes: number) {
  return { name, mimeType: "application/octet-stream", buffer: Buffer.alloc(bytes, name) };
}

/** What the Page has sent, file by file or text by text. */
async function arrived(customer: Customer) {
  const { messages } = await customer.phone();
  return messages
    .filter(({ from }) => from === "page")
    .map(({ text, attachments }) => text ?? attachments.map(({ type, name }) => `${type} ${name}`).join());
}

function choose(agent: Agent, ...files: ReturnType<typeof file>[]) {
  return agent.composer.locator("input[data-attach-files]").setInputFiles(files);
}

test("files go by the button and by pasting, with the text first", async ({ agent, facebook }) => {
  const maria = await facebook.customer("María");
  await maria.says("May I see the menu?");
  await agent.opens(maria);

  await choose(agent, picture("Größe & preis.png"), file("menu.bin", 70_000));
  const files = agent.composer.getByRole("list", { name: "Attached files" });
  await expect(files.getByRole("listitem")).toHaveCount(2);
  await expect(files).toContainText("BIN · 70 kB");
  await pastes(agent, "pasted.png");
  await expect(files.getByRole("listitem")).toHaveCount(3);
  await expect(files.getByRole("progressbar")).toHaveCount(0);
  await files.getByRole("button", { name: "Remove menu.bin" }).click();
  await expect(files.getByRole("listitem")).toHaveCount(2);
  await expectAccessible(agent.screen);

  await agent.replies("Here it is.");
  await expect(files).toBeHidden();
  await expect
    .poll(() => arrived(maria))
    .toEqual(["Here it is.", "image Größe & preis.png", "image pasted.png"]);
  await expect(agent.thread.getByRole("img", { name: /\.png/ })).toHaveCount(2);
});

test("a file that is dropped on the thread is attached, and goes without a text", async ({
  agent,
  facebook,
}) => {
  const tom = await facebook.customer("Tom");
  await tom.says("Where do I sign?");
  await agent.opens(tom);

  const files = await agent.screen.evaluateHandle(() => {
    const carried = new DataTransfer();
    carried.items.add(new File(["sign here"], "contract.txt", { type: "text/plain" }));
    return carried;
  });
  await agent.thread.dispatchEvent("dragenter", { dataTransfer: files });
  await expect(agent.screen.getByText("Drop files to attach them")).toBeVisible();
  await agent.thread.dispatchEvent("drop", { dataTransfer: files });
  await expect(agent.screen.getByText("Drop files to attach them")).toBeHidden();
  await expect(agent.composer).toContainText("contract.txt");
  await agent.sendButton.click();
  await expect.poll(() => arrived(tom)).toEqual(["file contract.txt"]);
});

test("an upload that the network cuts goes on where it was; the message waits for it", async ({
  agent,
  facebook,
  witness,
}) => {
  witness.expects(/ERR_INTERNET_DISCONNECTED|WebSocket connection|ERR_NETWORK_CHANGED/);
  const dana = await facebook.customer("Dana");
  await dana.says("Send me the film");
  await agent.opens(dana);
  const slow = await agent.screen.context().newCDPSession(agent.screen);
  const network = (offline: boolean, uploadThroughput: number) =>
    slow.send("Network.emulateNetworkConditions", {
      offline,
      latency: 0,
      downloadThroughput: -1,
      uploadThroughput,
    });
  await slow.send("Network.enable");
  await network(false, 2 * MEGABYTE);

  await choose(agent, file("film.bin", 20 * MEGABYTE));
  const chip = agent.composer.getByRole("listitem").filter({ hasText: "film.bin" });
  const progress = async () => Number(await chip.getByRole("progressbar").getAttribute("value"));
  await expect.poll(progress).toBeGreaterThan(6 * MEGABYTE);
  await agent.replies("It is on its way.");
  await expect(agent.composer.getByRole("button", { name: /Goes when uploaded/ })).toBeVisible();
  await network(true, 0);
  await expect(chip).toContainText("Interrupted at");
  const before = await progress();
  expect(await arrived(dana)).toEqual([]);

  const offsets: number[] = [];
  agent.screen.on("request", (request) => {
    if (request.method() === "PATCH") offsets.push(Number(request.headers()["upload-offset"]));
  });
  await network(false, -1);
  await expect.poll(() => arrived(dana)).toEqual(["It is on its way.", "file film.bin"]);
  expect(offsets[0]).toBeGreaterThan(0);
  expect(offsets[0]).toBeLessThanOrEqual(before + 6 * MEGABYTE);
});

test("a draft's files survive a reload, also half-way", async ({ agent, facebook, witness }) => {
  witness.expects(/ERR_FAILED.*uploads/);
  const pieter = await facebook.customer("Pieter");
  await pieter.says("And the other one?");
  await agent.opens(pieter);
  await choose(agent, file("small.bin", 1000));
  const chip = (name: string) => agent.composer.getByRole("listitem").filter({ hasText: name });
  await expect(chip("small.bin").getByRole("progressbar")).toHaveCount(0);
  await agent.screen.route("**/api/uploads/*", (route) =>
    route.request().method() === "PATCH" ? route.abort() : route.fallback(),
  );
  await choose(agent, file("half.bin", 2 * MEGABYTE));
  await expect(chip("half.bin")).toContainText("0 % of");

  await agent.screen.unroute("**/api/uploads/*");
  await agent.screen.reload();
  await expect(chip("half.bin").getByRole("progressbar")).toHaveCount(0);
  await expect(chip("small.bin")).toBeVisible();
  await agent.replies("Both:");
  await expect.poll(() => arrived(pieter)).toEqual(["Both:", "file small.bin", "file half.bin"]);
});

test("an empty file is refused in words", async ({ agent, facebook, witness }) => {
  witness.expects(/status of 400/);
  const ilse = await facebook.customer("Ilse");
  await ilse.says("Hello");
  await agent.opens(ilse);
  await choose(agent, file("empty.bin", 0));
  await expect(agent.composer.getByRole("alert")).toHaveText("This file is empty. Choose another one.");
  await expectAccessible(agent.screen);
});

test("what is too large for Messenger is told beforehand, goes as a link, and can be revoked", async ({
  agent,
  facebook,
}) => {
  const maria = await facebook.customer("María");
  await maria.says("All of them, please");
  await agent.opens(maria);
  await choose(agent, file("archive.bin", 26 * MEGABYTE));
  await expect(agent.composer).toContainText("Goes as a link: over 25 MB");
  await agent.sendButton.click();
  const bubble = agent.bubble("archive.bin");
  await expect(bubble).toContainText("Sent as a link, works until");

  await expect.poll(() => arrived(maria)).toHaveLength(1);
  const [text] = await arrived(maria);
  const url = text!.split("\n")[1]!;
  const answer = await fetch(url);
  expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 26 * MEGABYTE]);
  const part = await fetch(url, { headers: { range: "bytes=5-9" } });
  expect([part.status, await part.text()]).toEqual([206, "ve.bi"]);

  await bubble.getByRole("button", { name: "Revoke" }).click();
  const dialog = agent.screen.getByRole("dialog", { name: "Revoke this link?" });
  await expectAccessible(agent.screen);
  await dialog.getByRole("button", { name: "Revoke the link" }).click();
  await expect(bubble).toContainText("Link revoked");
  const refused = await fetch(url);
  expect(refused.status).toBe(410);
  expect(await refused.text()).toContain("This link does not work any more");
});

test("a voice message is recorded, listened to, and sent", async ({ facebook, witness, world }) => {
  const { launchOptions } = playwright.use!;
  const speaking = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
  const browser = await chromium.launch({
    ...launchOptions,
    args: [...(launchOptions?.args ?? []), ...speaking],
  });
  const context = await browser.newContext({ baseURL: world.workspace, storageState: world.sessions.ana });
  witness.watch(context);
  const agent = new Agent(await context.newPage(), "Ana");
  const tom = await facebook.customer("Tom");
  await tom.says("How do I say it?");
  await agent.entersTheInbox();
  await agent.opens(tom);

  await agent.composer.getByRole("button", { name: "Record a voice message" }).click();
  const recorder = agent.composer.getByRole("region", { name: "Voice message" });
  await expect(recorder).toContainText("0:01 of 5:00");
  await recorder.getByRole("button", { name: "Pause" }).click();
  await expect(recorder.getByRole("status")).toHaveText("Recording paused");
  await expectAccessible(agent.screen);
  await recorder.getByRole("button", { name: "Go on" }).click();
  await recorder.getByRole("button", { name: "Finish" }).click();
  await expect(recorder.getByLabel("Listen before sending")).toBeVisible();
  await recorder.getByRole("button", { name: "Discard the recording" }).click();
  const asked = agent.screen.getByRole("dialog", { name: "Discard this recording?" });
  await asked.getByRole("button", { name: "Cancel" }).click();
  await recorder.getByRole("button", { name: "Attach" }).click();
  await expect(recorder).toBeHidden();

  await expect(agent.composer.getByRole("listitem")).toContainText("Voice message");
  await agent.sendButton.click();
  await expect.poll(async () => (await arrived(tom)).join()).toMatch(/^audio Voice message .*\.(m4a|webm)$/);
  await expect(agent.thread.getByRole("button", { name: "Play" })).toBeVisible();
  await browser.close();
});

/** As a screenshot comes out of the clipboard. */
async function pastes(agent: Agent, name: string) {
  await agent.text.evaluate(
    (field, { name, dot }) => {
      const bytes = Uint8Array.from(atob(dot), (letter) => letter.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], name, { type: "image/png" }));
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    { name, dot: DOT },
  );
}
