import { rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { buffer } from "node:stream/consumers";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { echo, message } from "@/db/factories/inbound-events";
import { createAgent } from "@/db/factories/people";
import { contactIdentities, contacts } from "@/db/schema/contacts";
import { attachments } from "@/db/schema/conversations";
import { events } from "@/db/schema/events";
import { beginConversation, type ConversationWithMaria } from "@/db/testing/conversation-with-maria";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import type { InboundAttachment, InboundEvent } from "@/lib/channels/channel";
import { copyPicture } from "@/lib/contacts/copy-picture";
import { findContact } from "@/lib/contacts/find-contact";
import { findPicture } from "@/lib/contacts/find-picture";
import { applyInboundEvent } from "@/lib/conversations/receiving/apply-inbound-event";
import { env } from "@/lib/env";
import { RETRY_AFTER_SECONDS } from "@/lib/media/enqueue-copy";
import { ORPHAN_AGE_IN_MS, sweepFiles } from "@/lib/media/sweep-files";
import { storage } from "@/lib/storage/storage";
import { storageKey } from "@/lib/storage/storage-key";
import { SAMPLES } from "@/simulator/cdn/samples";
import { visibleTo } from "../visible-to";
import { copyAttachment } from "./copy-attachment";
import { findAttachment } from "./find-attachment";
import { retryCopy } from "./retry-copy";

const HOUR = 3_600_000;

let coffee: HarborCoffee;
let { ana, maria, thread, later, findChannel } = {} as ConversationWithMaria;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());
beforeEach(async () => {
  ({ ana, maria, thread, later, findChannel } = await beginConversation(coffee));
  for (const key of await storedKeys()) await storage().delete(key);
});

const sends = (...types: string[]) =>
  maria.does("messages", { attachments: types.map((type) => ({ type })) });
const newest = async () => (await thread()).at(-1)!;
const rows = () => db.select().from(attachments).orderBy(attachments.position);
const onlyRow = async () => (await rows())[0]!;
const contentOf = async (key: string | null) => buffer((await storage().read(key!)).body);

async function storedKeys() {
  const keys = [];
  for await (const { key } of storage().list()) keys.push(key);
  return keys;
}

interface Given {
  channelExternalId: string;
  contactExternalId: string;
  at: Date;
}

/** As if the platform had told of it; of what Messenger itself never does, too. */
async function told(event: (given: Given) => InboundEvent) {
  const channel = await findChannel();
  const [maria] = await db.select().from(contactIdentities);
  const given = {
    channelExternalId: channel.externalId,
    contactExternalId: maria!.externalId,
    at: new Date(),
  };
  await db.transaction((tx) => applyInboundEvent(tx, channel, event(given)));
}

const hearsOf = (file: InboundAttachment, externalId = "m_file") =>
  told((given) => message({ ...given, externalId, kind: "media", text: null, attachments: [file] }));
const hearsOfDeletion = (messageExternalId: string) =>
  told((given) => ({ ...given, owned: true, raw: {}, type: "deletion", messageExternalId }));

test("a picture is being copied first, and nobody is shown the platform's address", async () => {
  await sends("image");
  await coffee.hears();

  const { attachments: shown, kind } = await newest();
  expect(kind).toBe("media");
  expect(shown).toMatchObject([
    { type: "image", state: "remote", url: null, thumbnailUrl: null, problem: null },
  ]);
  expect(JSON.stringify(shown)).not.toContain("/cdn/");
});

test("a picture is copied at once: the same bytes, its size, and a small picture", async () => {
  await sends("image");
  await coffee.hears();
  await coffee.works();

  const { attachments: shown } = await newest();
  const { id, storageKey: key, thumbnailKey } = await onlyRow();
  expect(shown).toMatchObject([
    {
      type: "image",
      state: "stored",
      url: `/api/attachments/${id}`,
      thumbnailUrl: `/api/attachments/${id}?size=thumbnail`,
      contentType: "image/png",
      width: 480,
      height: 320,
      size: SAMPLES.image!.bytes().length,
    },
  ]);
  expect((await contentOf(key)).equals(SAMPLES.image!.bytes())).toBe(true);
  expect((await contentOf(thumbnailKey)).subarray(8, 12).toString()).toBe("WEBP");
});

test("every kind of file is copied, in its place, and told in one message", async () => {
  await sends("image", "audio", "video", "file", "sticker");
  await coffee.hears();
  await coffee.works();

  const { attachments: shown } = await newest();
  expect(shown.map(({ type, state, contentType, name }) => [type, state, contentType, name])).toEqual([
    ["image", "stored", "image/png", null],
    ["audio", "stored", "audio/wav", null],
    ["video", "stored", "video/mp4", null],
    ["file", "stored", "application/pdf", "receipt.pdf"],
    ["sticker", "stored", "image/png", "👍"],
  ]);
});

test("links and places are not files, and keep where they lead", async () => {
  await maria.does("messages", {
    attachments: [
      { type: "fallback", url: "https://harbor.example/menu", title: "Menu" },
      { type: "location", lat: 52.52, long: 13.4 },
    ],
  });
  await coffee.hears();
  await coffee.works();

  expect((await newest()).attachments).toMatchObject([
    { type: "link", url: "https://harbor.example/menu", state: "remote" },
    { type: "location", state: "remote" },
  ]);
  expect(await storedKeys()).toEqual([]);
});

test("what is said from elsewhere is copied as well", async () => {
  const url = `${env.FACEBOOK_GRAPH_URL}/cdn/media/sample-image/a.png`;
  await told((given) => echo({ ...given, kind: "media", text: null, attachments: [{ type: "image", url }] }));
  await coffee.works();
  expect((await newest()).attachments).toMatchObject([{ state: "stored", width: 480 }]);
});

test("the copy outlives the platform's link", async () => {
  await sends("audio");
  await coffee.hears();
  await coffee.works();
  await later(50 * HOUR);

  const { url, storageKey: key } = await onlyRow();
  expect((await fetch(url!)).status).toBe(403);
  expect((await contentOf(key)).equals(SAMPLES.audio!.bytes())).toBe(true);
});

test("the state of a file is news of its own: a new revision, told as a change of its message", async () => {
  await sends("image");
  await coffee.hears();
  const before = await newest();
  await coffee.works();

  const after = await newest();
  expect(after.revision).toBeGreaterThan(before.revision);
  const told = await db.select().from(events).where(eq(events.messageId, after.id));
  expect(told.map(({ type }) => type)).toEqual(["message.received", "message.changed"]);
});

test("a file that comes twice is copied once", async () => {
  await coffee.facebook.control("PUT", "/moods", { repeat: 3 });
  await sends("image");
  await coffee.hears();
  await coffee.facebook.control("PUT", "/moods", { repeat: 1 });
  await coffee.works();

  expect(await rows()).toHaveLength(1);
  expect(await storedKeys()).toHaveLength(2);
});

test("two attempts at once leave one copy", async () => {
  await sends("image");
  await coffee.hears();
  const job = { attachmentId: (await onlyRow()).id, failures: 0 };
  await Promise.all([copyAttachment(job), copyAttachment(job)]);

  const { storageKey: key, thumbnailKey } = await onlyRow();
  expect((await storedKeys()).sort()).toEqual([key, thumbnailKey].sort());
});

test("an expired link ends as failed, in words; the platform's address is not told", async () => {
  await sends("image");
  await coffee.hears();
  await later(50 * HOUR);
  await coffee.works();

  const { attachments: shown } = await newest();
  expect(shown).toMatchObject([
    {
      state: "failed",
      url: null,
      problem: "Its link has expired.",
      retryable: true,
    },
  ]);
  expect(JSON.stringify(shown)).not.toContain("/cdn/");
});

test("a program in a picture's clothes becomes a file that nobody's browser runs", async () => {
  const cdn = createServer((_, response) => {
    response.writeHead(200, { "content-type": "image/png" }).end("<!doctype html><script>alert(1)</script>");
  });
  await new Promise<void>((ready) => cdn.listen(0, "127.0.0.1", ready));
  const graph = env.FACEBOOK_GRAPH_URL;
  env.FACEBOOK_GRAPH_URL = `http://127.0.0.1:${(cdn.address() as AddressInfo).port}`;
  await hearsOf({ type: "image", url: `${env.FACEBOOK_GRAPH_URL}/a.png` });
  await coffee.works();
  env.FACEBOOK_GRAPH_URL = graph;
  cdn.close();

  expect((await newest()).attachments).toMatchObject([
    { type: "file", state: "stored", contentType: "application/octet-stream", thumbnailUrl: null },
  ]);
});

test("an address inside our network is refused for good", async () => {
  await hearsOf({ type: "image", url: "http://169.254.169.254/latest/meta-data" });
  await coffee.works();
  expect((await newest()).attachments).toMatchObject([
    { state: "failed", problem: "Its link leads to an address that Pagedesk must not open." },
  ]);
});

test("a file without an address is failed from the start, and cannot be asked for again", async () => {
  await hearsOf({ type: "file", name: "menu.pdf" });
  expect((await newest()).attachments).toMatchObject([
    { name: "menu.pdf", state: "failed", problem: "It came without a file.", retryable: false },
  ]);
});

test("a platform that does not answer is asked again with growing pauses, and not for ever", async () => {
  await hearsOf({ type: "image", url: "http://127.0.0.1:1/a.png" });
  const graph = env.FACEBOOK_GRAPH_URL;
  env.FACEBOOK_GRAPH_URL = "http://127.0.0.1:1";
  for (const _ of RETRY_AFTER_SECONDS) {
    await coffee.works();
    expect((await newest()).attachments).toMatchObject([{ state: "remote" }]);
    await coffee.letTimePass();
  }
  await coffee.works();
  env.FACEBOOK_GRAPH_URL = graph;

  expect((await newest()).attachments).toMatchObject([
    { state: "failed", problem: "The platform did not answer." },
  ]);
  await coffee.letTimePass();
  await coffee.works();
  expect((await onlyRow()).state).toBe("failed");
});

test("a storage that takes nothing is told as such, and the copy is made once it is mended", async () => {
  await sends("image");
  await coffee.hears();
  const folder = path.join(env.DATA_DIR, "attachments");
  await rm(folder, { recursive: true, force: true });
  await writeFile(folder, "a file where a folder should be");
  await copyAttachment({ attachmentId: (await onlyRow()).id, failures: RETRY_AFTER_SECONDS.length });
  expect((await newest()).attachments).toMatchObject([
    { state: "failed", problem: "Pagedesk could not store it.", retryable: true },
  ]);

  await rm(folder);
  await retryCopy(ana, (await onlyRow()).id);
  await coffee.works();
  expect((await newest()).attachments).toMatchObject([{ state: "stored" }]);
});

test("an agent may have it tried again", async () => {
  await sends("image");
  await coffee.hears();
  await later(50 * HOUR);
  await coffee.works();
  const { id } = await onlyRow();
  await later(0);

  expect((await retryCopy(ana, id)).attachments).toMatchObject([{ state: "remote", problem: null }]);
  await coffee.works();
  const [shown] = (await newest()).attachments;
  expect(shown).toMatchObject({ state: "stored" });
  // What is here already is left alone.
  expect((await retryCopy(ana, id)).attachments).toEqual([shown]);
});

test("nobody who may not see the conversation finds its files", async () => {
  await sends("image");
  await coffee.hears();
  await coffee.works();
  const { id } = await onlyRow();
  const gone = { code: "not_found" };

  await expect(findAttachment(ana, id)).resolves.toMatchObject({ id });
  const stranger = { id: crypto.randomUUID(), name: "Nobody", role: "agent" as const };
  await expect(findAttachment(stranger, id)).rejects.toMatchObject(gone);
  await expect(retryCopy(stranger, id)).rejects.toMatchObject(gone);
});

test("what is not sent yet is found by whoever uploaded it alone", async () => {
  const jonas = await createAgent({ name: "Jonas" });
  const [upload] = await db
    .insert(attachments)
    .values({ type: "image", state: "stored", uploadedById: ana.id, storageKey: storageKey() })
    .returning();

  await expect(findAttachment(ana, upload!.id)).resolves.toMatchObject({ id: upload!.id });
  await expect(findAttachment(jonas, upload!.id)).rejects.toMatchObject({ code: "not_found" });
});

test("a deleted message takes our copies with it", async () => {
  const { mid } = await sends("image", "audio");
  await coffee.hears();
  await coffee.works();
  const { id } = await onlyRow();
  expect(await storedKeys()).toHaveLength(3);

  await hearsOfDeletion(mid);
  expect((await newest()).attachments).toEqual([]);
  await expect(findAttachment(ana, id)).rejects.toMatchObject({ code: "not_found" });

  await coffee.works();
  expect(await storedKeys()).toEqual([]);
  expect(await rows()).toEqual([]);
});

test("a deletion that overtakes the copying, or its message, leaves nothing either", async () => {
  const { mid } = await sends("image");
  await coffee.hears();
  await hearsOfDeletion(mid);
  await coffee.works();
  expect([await rows(), await storedKeys()]).toEqual([[], []]);

  await hearsOfDeletion("m_late");
  await hearsOf({ type: "image", url: `${env.FACEBOOK_GRAPH_URL}/cdn/media/sample-image/a.png` }, "m_late");
  await coffee.works();
  expect((await newest()).deletedAt).not.toBeNull();
  expect([await rows(), await storedKeys()]).toEqual([[], []]);
});

test("the sweep takes what nothing shows, once it is a day old, and nothing else", async () => {
  await sends("image");
  await coffee.hears();
  await coffee.works();
  const shown = await storedKeys();
  const orphan = storageKey();
  await storage().put(orphan, Buffer.from("left by a crash"), { contentType: "text/plain" });

  await sweepFiles();
  expect((await storedKeys()).sort()).toEqual([...shown, orphan].sort());

  await later(ORPHAN_AGE_IN_MS + HOUR);
  await sweepFiles();
  expect((await storedKeys()).sort()).toEqual(shown.sort());
});

test("a contact's picture is copied too, and goes when a new one comes", async () => {
  const { id, pictureKey } = (await db.select().from(contacts))[0]!;
  expect(pictureKey, "the copy that came with the profile").not.toBeNull();
  const pictureUrl = `${env.FACEBOOK_GRAPH_URL}/cdn/media/sample-image/maria.png`;
  await db.update(contacts).set({ pictureUrl, pictureKey: null });
  await copyPicture({ contactId: id });

  const first = (await storedKeys())[0]!;
  const seen = visibleTo(ana);
  expect(await findPicture(id, seen)).toMatchObject({ key: first, contentType: "image/webp", inline: true });
  expect((await findContact(id, seen)).pictureUrl).toBe(`/api/contacts/${id}/picture?v=${first.slice(0, 8)}`);

  await copyPicture({ contactId: id });
  await coffee.works();
  expect(await storedKeys()).toHaveLength(1);
  expect((await findContact(id, seen)).pictureUrl).not.toContain(first.slice(0, 8));

  const stranger = visibleTo({ id: crypto.randomUUID(), name: "Nobody", role: "agent" });
  await expect(findPicture(id, stranger)).rejects.toMatchObject({ code: "not_found" });
});

test("a contact whose picture is none, or has expired, has initials", async () => {
  const [contact] = await db.select().from(contacts);
  await db.update(contacts).set({ pictureKey: null });
  for (const name of ["sample-file/a.pdf", "nothing/a.png"]) {
    await db.update(contacts).set({ pictureUrl: `${env.FACEBOOK_GRAPH_URL}/cdn/media/${name}` });
    await copyPicture({ contactId: contact!.id });
  }
  expect((await findContact(contact!.id, visibleTo(ana))).pictureUrl).toBeNull();
  expect(await storedKeys()).toEqual([]);
});
