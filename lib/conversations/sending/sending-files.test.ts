import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import { createUpload } from "@/db/factories/uploads";
import { attachmentLinks, attachments } from "@/db/schema/conversations";
import { beginConversation, type ConversationWithMaria } from "@/db/testing/conversation-with-maria";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import { storage } from "@/lib/storage/storage";
import { revokeLink, sendAsLink } from "../files/change-link";
import { serveLink } from "../files/serve-link";
import type { Message } from "../shapes";
import { partId } from "./draft-parts";
import { retryMessage } from "./retry-message";
import { draftSchema, sendMessage } from "./send-message";

const DAY = 86_400_000;
const LARGE = 26 * 1024 * 1024;

let coffee: HarborCoffee;
let { ana, maria, conversationId, thread, shown, later } = {} as ConversationWithMaria;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

beforeEach(async () => {
  ({ ana, maria, conversationId, thread, shown, later } = await beginConversation(coffee));
});

function send(draft: Record<string, unknown>, agent = ana) {
  return sendMessage(agent, conversationId, draftSchema.parse(draft));
}

interface OnPhone {
  text: string | null;
  metadata: string | null;
  attachments: { type: string; url: string; name: string }[];
  quickReplies: { title: string }[];
}

/** What the Page has sent, as the customer's phone shows it. */
async function onPhone(): Promise<OnPhone[]> {
  const { messages } = await maria.phone();
  return messages.filter(({ from }) => from === "page") as unknown as OnPhone[];
}

async function ours() {
  return (await thread()).filter(({ direction }) => direction === "out");
}

const image = {
  name: "Größe.png",
  type: "image",
  contentType: "image/png",
  content: Buffer.from("a picture"),
};
const voice = { name: "voice.webm", type: "audio", contentType: "audio/webm" };

describe("a reply with files", () => {
  test("arrives as its text and each file, in order, each with its own life", async () => {
    const [picture, menu] = [await createUpload(ana, image), await createUpload(ana)];
    const id = crypto.randomUUID();
    const first = await send({ id, text: "Here you are", attachmentIds: [menu.id, picture.id] });
    expect(first).toMatchObject({ id, text: "Here you are", attachments: [] });

    await coffee.works();
    await coffee.hears();
    const arrived = await onPhone();
    expect(
      arrived.map(({ text, attachments }) => text ?? attachments.map(({ type, name }) => [type, name])),
    ).toEqual(["Here you are", [["file", "menu.pdf"]], [["image", "Größe.png"]]]);
    expect(await (await fetch(arrived[2]!.attachments[0]!.url)).text()).toBe("a picture");

    const all = await ours();
    expect(all.map(({ status }) => status)).toEqual(["sent", "sent", "sent"]);
    expect(new Set(all.map(({ externalId }) => externalId)).size).toBe(3);
    expect(all.map((message) => message.attachments.map(({ id: fileId }) => fileId))).toEqual([
      [],
      [menu.id],
      [picture.id],
    ]);
    expect(all.map(({ id: messageId }) => messageId)).toEqual([
      id,
      partId(id, menu.id),
      partId(id, picture.id),
    ]);

    await maria.reads();
    await coffee.hears();
    expect((await ours()).map(({ status }) => status)).toEqual(["read", "read", "read"]);
  });

  test("needs no text; the first file has the draft's id", async () => {
    const upload = await createUpload(ana, voice);
    const { id } = await send({ attachmentIds: [upload.id] });
    await coffee.works();

    expect(await shown(id)).toMatchObject({ kind: "media", text: null, status: "sent" });
    expect(await onPhone()).toMatchObject([{ attachments: [{ type: "audio" }], metadata: `pagedesk:${id}` }]);
  });

  test("carries what it answers with its first message, and quick replies with its last", async () => {
    const [question] = await thread();
    const upload = await createUpload(ana, image);
    await send({
      text: "Which one?",
      attachmentIds: [upload.id],
      replyToId: question!.id,
      quickReplies: [{ title: "This one" }],
    });
    await coffee.works();

    expect(await onPhone()).toMatchObject([
      { text: "Which one?", replyTo: question!.externalId, quickReplies: [] },
      { text: null, replyTo: null, quickReplies: [{ title: "This one" }] },
    ]);
  });

  test("sent again under the same id is harmless, also at the same moment", async () => {
    const upload = await createUpload(ana, image);
    const draft = { id: crypto.randomUUID(), text: "Look", attachmentIds: [upload.id] };
    await Promise.all([send(draft), send(draft), send(draft)]);
    await coffee.works();
    await send(draft);
    await coffee.works();

    expect(await onPhone()).toHaveLength(2);
  });

  test("as a note stays one, and never reaches the platform", async () => {
    const [picture, menu] = [await createUpload(ana, image), await createUpload(ana)];
    const note = await send({ text: "For us", visibility: "note", attachmentIds: [picture.id, menu.id] });
    await coffee.works();

    expect(note.attachments.map(({ id }) => id)).toEqual([picture.id, menu.id]);
    expect(await onPhone()).toEqual([]);
  });

  test("holds no more than ten, and is not empty", () => {
    const ids = Array.from({ length: 11 }, () => crypto.randomUUID());
    expect(draftSchema.safeParse({ attachmentIds: ids }).success).toBe(false);
    expect(draftSchema.safeParse({ attachmentIds: ids.slice(1) }).success).toBe(true);
    expect(draftSchema.safeParse({ text: " " }).success).toBe(false);
  });
});

describe("a file can't be sent", () => {
  test.each<[string, () => Promise<string>]>([
    ["by a colleague", async () => (await createUpload(await createAgent({ name: "Jonas" }), image)).id],
    ["while it is on its way", () => unfinished()],
    ["when it is gone", async () => crypto.randomUUID()],
    ["twice", () => sentAlready()],
  ])("%s, and nothing else of the message is", async (_case, arrange) => {
    const id = await arrange();
    const before = (await ours()).length;

    await expect(send({ text: "Look", attachmentIds: [id] })).rejects.toMatchObject({
      code: "conflict",
      details: { missing: [id] },
    });
    expect(await ours()).toHaveLength(before);
  });

  async function unfinished() {
    const upload = await createUpload(ana, image);
    await db.update(attachments).set({ state: "uploading" }).where(eq(attachments.id, upload.id));
    return upload.id;
  }

  async function sentAlready() {
    const upload = await createUpload(ana, image);
    await send({ attachmentIds: [upload.id] });
    return upload.id;
  }
});

describe("the platform refuses a file", () => {
  test.each([
    [2018047, "media_type", false],
    [2018109, "media_too_large", false],
    [2018294, "media_unreadable", true],
    [2018074, "media_missing", false],
  ])("100/%i: it says why, and what comes after it goes all the same", async (subcode, reason, retryable) => {
    const [first, second] = [await createUpload(ana, image), await createUpload(ana)];
    await send({ attachmentIds: [first.id, second.id] });
    await coffee.fails({ code: 100, subcode, status: 400 });
    await coffee.works();

    expect(await ours()).toMatchObject([
      { status: "failed", failure: { reason, retryable }, attachments: [{ id: first.id }] },
      { status: "sent", attachments: [{ id: second.id }] },
    ]);
  });

  test("and it goes as a link instead, under its own id", async () => {
    const upload = await createUpload(ana, image);
    await coffee.fails({ code: 100, subcode: 2018047, status: 400 });
    const { id } = await send({ attachmentIds: [upload.id] });
    await coffee.works();

    expect(await sendAsLink(ana, conversationId, id)).toMatchObject({
      id,
      kind: "link",
      status: "queued",
      failure: null,
    });
    await coffee.works();
    const [arrived] = await onPhone();
    expect(arrived).toMatchObject({ attachments: [], metadata: `pagedesk:${id}` });
    expect((await fetchLink(arrived!.text)).status).toBe(200);
    await expect(sendAsLink(ana, conversationId, id)).resolves.toMatchObject({ status: "sent" });
  });

  test("a copy that is gone is told before the platform is asked", async () => {
    const upload = await createUpload(ana, image);
    await storage().delete(upload.storageKey!);
    const { id } = await send({ attachmentIds: [upload.id] });
    const before = (await coffee.sends()).length;
    await coffee.works();

    expect(await shown(id)).toMatchObject({ status: "failed", failure: { reason: "media_missing" } });
    expect(await coffee.sends()).toHaveLength(before);
  });

  test("a busy platform gets it later, in order", async () => {
    const upload = await createUpload(ana, image);
    await coffee.fails({ code: 613, status: 400 });
    await send({ text: "Look", attachmentIds: [upload.id] });
    await coffee.works();
    expect(await onPhone()).toEqual([]);

    await later(20_000);
    await coffee.letTimePass();
    await coffee.works();
    expect((await onPhone()).map(({ text }) => text)).toEqual(["Look", null]);
  });

  test("551 and again: the file is sent under its own id", async () => {
    const upload = await createUpload(ana, image);
    await coffee.fails({ code: 551, subcode: 1545041, status: 400 });
    const { id } = await send({ attachmentIds: [upload.id] });
    await coffee.works();
    await retryMessage(ana, conversationId, id);
    await coffee.works();

    expect(await onPhone()).toMatchObject([{ attachments: [{ type: "image" }], metadata: `pagedesk:${id}` }]);
  });
});

/** The link in a text, as the route answers it. */
function fetchLink(text: string | null, headers: Record<string, string> = {}) {
  const url = text!.split("\n").at(-1)!;
  return serveLink(new Request(url, { headers }), url.split("/").at(-2)!);
}

describe("what the platform does not take goes as a link", () => {
  const film = {
    name: "Très long.mp4",
    type: "video",
    contentType: "video/mp4",
    content: Buffer.from("0123456789"),
    size: LARGE,
  };

  async function sendFilm(): Promise<Message> {
    const upload = await createUpload(ana, film);
    const message = await send({ attachmentIds: [upload.id] });
    await coffee.works();
    return shown(message.id);
  }

  test("with its name, for 30 days, to anybody who has it", async () => {
    const { id, text } = await sendFilm();
    const [arrived] = await onPhone();
    expect(arrived).toMatchObject({ text, attachments: [], metadata: `pagedesk:${id}` });
    expect(text).toMatch(
      /^Très long\.mp4\nhttp:\/\/localhost:3000\/api\/links\/[\w-]{43}\/Tr%C3%A8s%20long\.mp4$/,
    );

    const answer = await fetchLink(text);
    expect(await answer.text()).toBe("0123456789");
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-disposition": expect.stringMatching(/^attachment; .*Tr%C3%A8s%20long\.mp4/),
      "x-content-type-options": "nosniff",
      "x-robots-tag": "noindex, nofollow",
      "content-security-policy": expect.stringContaining("sandbox"),
      "cache-control": "private, no-store, no-transform",
    });
    const part = await fetchLink(text, { range: "bytes=2-4" });
    expect([part.status, await part.text(), part.headers.get("content-range")]).toEqual([
      206,
      "234",
      "bytes 2-4/10",
    ]);

    await later(29 * DAY);
    expect((await fetchLink(text)).status).toBe(200);
    await later(30 * DAY + 1000);
    const expired = await fetchLink(text);
    expect(expired.status).toBe(410);
    expect(await expired.text()).toContain("This link does not work any more");
  });

  test("its token is stored nowhere but in the message", async () => {
    const { text } = await sendFilm();
    const token = text!.split("/").at(-2)!;

    const rows = JSON.stringify([
      await db.select().from(attachmentLinks),
      await db.select().from(attachments),
    ]);
    expect(rows).not.toContain(token);
    expect((await serveLink(new Request("http://localhost:3000/x"), `${token}x`)).status).toBe(410);
  });

  test("it can be revoked, at once and for good; the bubble says so", async () => {
    const { id, text, attachments: files } = await sendFilm();
    expect(files).toMatchObject([{ link: { expiresAt: expect.any(String), revokedAt: null } }]);

    const revoked = await revokeLink(ana, conversationId, id);
    expect(revoked.attachments).toMatchObject([{ link: { revokedAt: expect.any(String) } }]);
    expect((await fetchLink(text)).status).toBe(410);
    expect(await revokeLink(ana, conversationId, id)).toEqual(revoked);
  });

  test("only a link can be revoked, only by who may see the conversation", async () => {
    const { id } = await send({ text: "Hello" });
    await expect(revokeLink(ana, conversationId, id)).rejects.toMatchObject({ code: "conflict" });

    const film = await sendFilm();
    const outsider = await createAgent({ name: "Nils", disabledAt: new Date() });
    await expect(revokeLink(outsider, conversationId, film.id)).rejects.toMatchObject({ code: "not_found" });
  });
});
