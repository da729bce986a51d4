import { eq, sql } from "drizzle-orm";
import sharp from "sharp";
import { Upload, type UploadOptions } from "tus-js-client";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { cookieOf, createAgent } from "@/db/factories/people";
import { attachments } from "@/db/schema/conversations";
import type { Agent } from "@/lib/auth/agent";
import { clock } from "@/lib/clock";
import { storage } from "@/lib/storage/storage";
import { sweepUploads } from "./discard-upload";
import { jars, openUploadDoor } from "./testing/upload-door";
import { tus } from "./tus-server";

vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => {
      const value = jars.getStore()?.get(name);
      return value === undefined ? undefined : { name, value };
    },
  }),
}));

const HOUR = 3_600_000;

let door: Awaited<ReturnType<typeof openUploadDoor>>;
let ana: Agent;
let jonas: Agent;

beforeAll(async () => {
  door = await openUploadDoor();
});
afterAll(() => door.close());

beforeEach(async () => {
  clock.now = () => new Date();
  await db.execute(sql`truncate users, attachments cascade`);
  ana = await createAgent({ name: "Ana" });
  jonas = await createAgent({ name: "Jonas" });
});

/** Random enough that one byte at the wrong place shows. */
function noise(bytes: number) {
  return Buffer.from(Array.from({ length: bytes }, (_, index) => (index * 31 + (index >> 8)) & 0xff));
}

async function headersOf(agent: Agent) {
  return { Cookie: await cookieOf(agent) };
}

/** With the client that the browser has. */
async function upload(agent: Agent, content: Buffer, options: UploadOptions = {}) {
  const headers = await headersOf(agent);
  return new Promise<{ id: string }>((resolve, reject) => {
    const sending: Upload = new Upload(content, {
      endpoint: door.url,
      retryDelays: null,
      metadata: { filename: "beans.bin", filetype: "" },
      ...options,
      headers,
      onError: (error) => reject(Object.assign(error, { url: sending.url })),
      onSuccess: () => resolve({ id: idIn(sending.url!) }),
    });
    sending.start();
  });
}

const idIn = (url: string) => url.split("/").at(-1)!;

async function ask(
  agent: Agent | null,
  method: string,
  id = "",
  headers: Record<string, string> = {},
  body = "",
) {
  const session = agent ? await headersOf(agent) : {};
  const address = id ? `${door.url}/${id}` : door.url;
  return fetch(address, { method, headers: { ...session, ...headers }, ...(body && { body }) });
}

const tusHeaders = { "tus-resumable": "1.0.0" };
const announce = (size: string) => ({ ...tusHeaders, "upload-length": size });

async function row(id: string) {
  const [found] = await db.select().from(attachments).where(eq(attachments.id, id));
  return found;
}

async function stored(key: string) {
  return Buffer.concat(await (await storage().read(key)).body.toArray());
}

describe("a file", () => {
  test("arrives whole, is judged by its content, and gets a thumbnail", async () => {
    const content = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#345" } })
      .png()
      .toBuffer();
    const { id } = await upload(ana, content, {
      metadata: { filename: "C:\\x\\Größe.pdf", filetype: "application/pdf" },
    });

    const file = (await row(id))!;
    expect(file).toMatchObject({
      name: "Größe.pdf",
      state: "stored",
      type: "image",
      contentType: "image/png",
      width: 900,
      height: 600,
      size: content.length,
      messageId: null,
      uploadedById: ana.id,
    });
    expect(await stored(file.storageKey!)).toEqual(content);
    expect(await sharp(await stored(file.thumbnailKey!)).metadata()).toMatchObject({
      width: 640,
      format: "webp",
    });
    expect(await (await ask(ana, "GET", id)).json()).toMatchObject({ id, type: "image", state: "stored" });
    await expect(tus().store.getUpload(id)).rejects.toMatchObject({ status_code: 404 });
  });

  test.each<[string, string, string, string]>([
    ["sound in a container of films, when it is said to be", "audio/webm;codecs=opus", "audio/webm", "audio"],
    ["a film in it otherwise", "application/pdf", "video/webm", "video"],
  ])("is %s", async (_, filetype, contentType, type) => {
    const webm = Buffer.concat([
      Buffer.from(
        "1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701",
        "hex",
      ),
      Buffer.alloc(200),
    ]);
    const { id } = await upload(ana, webm, { metadata: { filename: "voice", filetype } });

    expect(await row(id)).toMatchObject({ contentType, type });
  });
});

describe("a connection that breaks", () => {
  const content = noise(3_000_000);

  /** @returns where the upload goes on. */
  async function breakOff(): Promise<string> {
    door.cutAfter = 1_000_000;
    const error = await upload(ana, content).catch((reason: { url: string }) => reason);
    return (error as { url: string }).url;
  }

  test("in the middle of the body: it goes on from where it was", async () => {
    const url = await breakOff();

    const id = idIn(url);
    const offset = async () => {
      const answer = await ask(ana, "HEAD", id, tusHeaders);
      return Number(answer.headers.get("upload-offset"));
    };
    await expect.poll(offset).toBeGreaterThan(0);
    const before = await offset();
    expect(before).toBeLessThan(content.length);
    expect(await row(id)).toMatchObject({ state: "uploading" });

    const accepted: number[] = [];
    await upload(ana, content, { uploadUrl: url, onChunkComplete: (size) => accepted.push(size) });
    const file = (await row(id))!;
    expect(content.equals(await stored(file.storageKey!))).toBe(true);
    expect(accepted.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(content.length - before);
  });

  test("together with the process: another one goes on", async () => {
    const url = await breakOff();
    // A new process knows what lies on the disk, and nothing else.
    (globalThis as { pagedeskUploads?: unknown }).pagedeskUploads = undefined;

    // Unlike a killed one, the old process may still keep what had arrived: then the client asks how far it is again.
    await upload(ana, content, { uploadUrl: url, retryDelays: [0, 100, 1_000] });
    expect(content.equals(await stored((await row(idIn(url)))!.storageKey!))).toBe(true);
  });

  test("after the last byte, before it was kept: asking how far it is finishes it", async () => {
    const answer = await ask(ana, "POST", "", announce("5"));
    const id = idIn(answer.headers.get("location")!);
    const { Readable } = await import("node:stream");
    await tus().store.write(Readable.from([Buffer.from("hello")]), id, 0);

    expect((await ask(ana, "HEAD", id, tusHeaders)).headers.get("upload-offset")).toBe("5");
    expect(await row(id)).toMatchObject({ state: "stored" });
    const again = await ask(ana, "HEAD", id, tusHeaders);
    expect([again.headers.get("upload-offset"), again.headers.get("upload-length")]).toEqual(["5", "5"]);
  });
});

describe("refused before a byte is read", () => {
  test.each<[string, Record<string, string>, number, RegExp]>([
    ["an empty file", announce("0"), 400, /empty/],
    ["one that is too large", announce(String(100 * 1024 * 1024 + 1)), 413, /101 MB; up to 100 MB/],
    ["one of an unknown size", { ...tusHeaders, "upload-defer-length": "1" }, 400, /size/],
    ["a wrong size", announce("many"), 400, /size/],
    ["another protocol", { "upload-length": "5" }, 400, /tus/],
    ["nonsense about it", { ...announce("5"), "upload-metadata": "filename !!" }, 400, /Metadata/],
  ])("%s", async (_case, headers, status, words) => {
    const answer = await ask(ana, "POST", "", headers);

    expect(answer.status).toBe(status);
    expect(((await answer.json()) as { error: { message: string } }).error.message).toMatch(words);
    expect(await db.$count(attachments)).toBe(0);
  });

  test("more than was announced", async () => {
    const id = idIn((await ask(ana, "POST", "", announce("5"))).headers.get("location")!);
    const headers = {
      ...tusHeaders,
      "upload-offset": "0",
      "content-type": "application/offset+octet-stream",
    };

    expect((await ask(ana, "PATCH", id, headers, "too much of it")).status).toBe(413);
    expect(await row(id)).toMatchObject({ state: "uploading" });
  });

  test("a page of another site", async () => {
    const headers = { ...announce("5"), origin: "https://elsewhere.example" };
    expect((await ask(ana, "POST", "", headers)).status).toBe(403);
  });
});

describe("belongs to its author", () => {
  test.each(["GET", "HEAD", "PATCH", "DELETE"])(
    "%s by a colleague finds nothing, signed out even less",
    async (method) => {
      const id = idIn((await ask(ana, "POST", "", announce("5"))).headers.get("location")!);
      const headers = {
        ...tusHeaders,
        "upload-offset": "0",
        "content-type": "application/offset+octet-stream",
      };
      const body = method === "PATCH" ? "hello" : "";

      expect((await ask(jonas, method, id, headers, body)).status).toBe(404);
      expect((await ask(null, method, id, headers, body)).status).toBe(401);
      expect(await row(id)).toMatchObject({ state: "uploading" });
      expect((await ask(ana, method, id, headers, body)).ok).toBe(true);
    },
  );
});

describe("what is not sent", () => {
  test("can be taken back, with everything that was kept of it", async () => {
    const { id } = await upload(ana, noise(1000));
    const { storageKey } = (await row(id))!;

    expect((await ask(ana, "DELETE", id)).status).toBe(204);
    expect(await row(id)).toBeUndefined();
    expect(await storage().size(storageKey!)).toBeNull();
    expect((await ask(ana, "DELETE", id)).status).toBe(404);
  });

  test("is swept: a broken one after a day, a finished one after a week", async () => {
    const begun = idIn((await ask(ana, "POST", "", announce("5"))).headers.get("location")!);
    const { id: finished } = await upload(ana, noise(1000));

    await sweepUploads();
    expect(await row(begun)).toBeDefined();
    clock.now = () => new Date(Date.now() + 25 * HOUR);
    await sweepUploads();
    expect(await row(begun)).toBeUndefined();
    expect(await row(finished)).toBeDefined();
    await expect(tus().store.getUpload(begun)).rejects.toMatchObject({ status_code: 404 });

    clock.now = () => new Date(Date.now() + 8 * 24 * HOUR);
    await sweepUploads();
    expect(await row(finished)).toBeUndefined();
  });
});
