import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { GET, HEAD } from "@/app/api/attachments/[attachmentId]/route";
import { db } from "@/db/client";
import { cookieOf, createAgent, createUser } from "@/db/factories/people";
import { attachments, messages } from "@/db/schema/conversations";
import { createSmallInbox, type SmallInbox } from "@/db/testing/small-inbox";
import { storage } from "@/lib/storage/storage";
import { storageKey } from "@/lib/storage/storage-key";

let cookie: string | undefined;
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => {
      const [known, value] = cookie?.split("=") ?? [];
      return known === name ? { name, value } : undefined;
    },
  }),
}));

const content = randomBytes(100_000);
let inbox: SmallInbox;
beforeEach(async () => {
  inbox = await createSmallInbox();
  cookie = await cookieOf(inbox.ana);
});

interface File {
  contentType?: string;
  name?: string | null;
  bytes?: Buffer;
  of?: string | null;
  uploadedById?: string;
}

/** A stored file of a message of María's, unless told otherwise. */
async function stores({
  contentType = "image/png",
  name = null,
  bytes = content,
  of = "m_2",
  ...given
}: File = {}) {
  const [message] = of ? await db.select().from(messages).where(eq(messages.externalId, of)) : [];
  const [row] = await db
    .insert(attachments)
    .values({
      messageId: message?.id ?? null,
      type: "image",
      state: "stored",
      contentType,
      name,
      storageKey: storageKey(),
      thumbnailKey: storageKey("webp"),
      ...given,
    })
    .returning();
  await storage().put(row!.storageKey!, bytes, { contentType });
  await storage().put(row!.thumbnailKey!, Buffer.from("small"), { contentType: "image/webp" });
  return row!;
}

async function asks(id: string, headers: Record<string, string> = {}, { search = "", method = "GET" } = {}) {
  const request = new Request(`http://localhost:3000/api/attachments/${id}${search}`, { method, headers });
  const answer = await (method === "HEAD" ? HEAD : GET)(request, {
    params: Promise.resolve({ attachmentId: id }),
  });
  return {
    status: answer.status,
    header: (name: string) => answer.headers.get(name),
    bytes: Buffer.from(await answer.arrayBuffer()),
  };
}

describe("who may see a file", () => {
  test.each(["agent", "manager", "admin"] as const)("a colleague who is %s", async (role) => {
    const { id } = await stores();
    cookie = await cookieOf(await createAgent({ name: "Mira", role }));
    expect((await asks(id)).status).toBe(200);
    expect((await asks(id, {}, { search: "?size=thumbnail" })).bytes.toString()).toBe("small");
  });

  test.each([
    ["nobody who is signed out", async () => undefined, 401],
    ["nobody with a cookie of their own making", async () => "next-auth.session-token=abc", 401],
    ["no external user", async () => cookieOf(await createUser({ name: "Eve", role: "external" })), 401],
    [
      "nobody who was disabled",
      async () => cookieOf(await createUser({ name: "Nils", disabledAt: new Date() })),
      401,
    ],
    ["nobody whose session has ended", async () => cookieOf({ ...inbox.ana, sessionVersion: 7 }), 401],
  ])("%s", async (_who, cookieFor, status) => {
    const { id } = await stores();
    cookie = await cookieFor();
    for (const search of ["", "?size=thumbnail"]) {
      const answer = await asks(id, {}, { search });
      expect(answer.status).toBe(status);
      expect(answer.bytes.toString()).not.toContain("small");
    }
    expect((await asks(id, {}, { method: "HEAD" })).status).toBe(status);
  });

  test("an upload that is not sent yet is its author's alone", async () => {
    const { id } = await stores({ of: null, uploadedById: inbox.ana.id });
    expect((await asks(id)).status).toBe(200);
    cookie = await cookieOf(inbox.jonas);
    expect((await asks(id)).status).toBe(404);
  });

  test("a file of a deleted message is gone", async () => {
    const { id } = await stores();
    await db.update(messages).set({ deletedAt: new Date() }).where(eq(messages.externalId, "m_2"));
    expect((await asks(id)).status).toBe(404);
  });

  test("a file without a copy, or whose copy was lost, is not there", async () => {
    const lost = await stores();
    await storage().delete(lost.storageKey!);
    expect((await asks(lost.id)).status).toBe(404);

    await db.update(attachments).set({ storageKey: null }).where(eq(attachments.id, lost.id));
    expect((await asks(lost.id)).status).toBe(404);
  });

  test("another size than the small one is none", async () => {
    const { id } = await stores();
    expect((await asks(id, {}, { search: "?size=huge" })).status).toBe(400);
  });
});

describe("how it is answered", () => {
  test("whole: the very bytes, for a browser to keep and for nobody in between", async () => {
    const { id, storageKey: key } = await stores();
    const answer = await asks(id);
    expect(answer.status).toBe(200);
    expect(answer.bytes.equals(content)).toBe(true);
    expect(answer.header("content-length")).toBe("100000");
    expect(answer.header("accept-ranges")).toBe("bytes");
    expect(answer.header("etag")).toBe(`"${key}"`);
    expect(answer.header("cache-control")).toBe("private, max-age=31536000, immutable, no-transform");
    expect(answer.header("vary")).toBe("cookie");
  });

  test("whoever has it is told so", async () => {
    const { id, storageKey: key } = await stores();
    for (const tag of [`"${key}"`, `W/"${key}"`, `"other", "${key}"`, "*"]) {
      const answer = await asks(id, { "if-none-match": tag });
      expect([tag, answer.status, answer.bytes.length]).toEqual([tag, 304, 0]);
    }
    expect((await asks(id, { "if-none-match": '"other"' })).status).toBe(200);
  });

  test.each([
    ["bytes=0-99", 0, 99],
    ["bytes=50000-", 50_000, 99_999],
    ["bytes=-10", 99_990, 99_999],
    ["bytes=99999-200000", 99_999, 99_999],
  ])("a part: %s", async (range, start, end) => {
    const answer = await asks((await stores()).id, { range });
    expect(answer.status).toBe(206);
    expect(answer.bytes.equals(content.subarray(start, end + 1))).toBe(true);
    expect(answer.header("content-range")).toBe(`bytes ${start}-${end}/100000`);
    expect(answer.header("content-length")).toBe(String(end - start + 1));
  });

  test("a part beyond the end is refused with the size", async () => {
    const answer = await asks((await stores()).id, { range: "bytes=100000-" });
    expect([answer.status, answer.header("content-range"), answer.bytes.length]).toEqual([
      416,
      "bytes */100000",
      0,
    ]);
  });

  test("a part is given only of what is meant; else the whole", async () => {
    const { id, storageKey: key } = await stores();
    const part = { range: "bytes=0-9" };
    expect((await asks(id, { ...part, "if-range": `"${key}"` })).status).toBe(206);
    expect((await asks(id, { ...part, "if-range": '"another"' })).status).toBe(200);
    expect((await asks(id, { ...part, "if-range": "Wed, 21 Oct 2026 07:28:00 GMT" })).status).toBe(200);
    expect((await asks(id, { range: "bytes=0-1,5-6" })).status).toBe(200);
  });

  test("HEAD tells all of it and gives nothing", async () => {
    const { id } = await stores();
    const answer = await asks(id, {}, { method: "HEAD" });
    expect([answer.status, answer.header("content-length"), answer.bytes.length]).toEqual([200, "100000", 0]);
  });

  test("an empty file is a file", async () => {
    const answer = await asks((await stores({ bytes: Buffer.alloc(0), contentType: "text/plain" })).id);
    expect([answer.status, answer.header("content-length")]).toEqual([200, "0"]);
  });
});

describe("what a browser may do with it", () => {
  test.each([
    ["image/png", "image/png", "inline"],
    ["image/gif", "image/gif", "inline"],
    ["audio/mpeg", "audio/mpeg", "inline"],
    ["video/mp4", "video/mp4", "inline"],
    ["application/pdf", "application/pdf", "attachment"],
    ["application/zip", "application/zip", "attachment"],
    ["image/svg+xml", "application/octet-stream", "attachment"],
    ["text/html", "application/octet-stream", "attachment"],
    ["application/xhtml+xml", "application/octet-stream", "attachment"],
    ["application/xml", "application/octet-stream", "attachment"],
    ["text/javascript", "application/octet-stream", "attachment"],
    ["application/octet-stream", "application/octet-stream", "attachment"],
  ])("%s goes as %s, %s", async (contentType, told, disposition) => {
    const answer = await asks((await stores({ contentType })).id);
    expect(answer.header("content-type")).toBe(told);
    expect(answer.header("content-disposition")).toMatch(new RegExp(`^${disposition}; `));
    expect(answer.header("x-content-type-options")).toBe("nosniff");
    expect(answer.header("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(answer.header("cross-origin-resource-policy")).toBe("same-origin");
  });

  test.each([
    ["menu.pdf", "application/pdf", `filename="menu.pdf"; filename*=UTF-8''menu.pdf`],
    ["Menü 2026.pdf", "application/pdf", `filename="Men_ 2026.pdf"; filename*=UTF-8''Men%C3%BC%202026.pdf`],
    [
      'a"b\r\nset-cookie: x.pdf',
      "application/pdf",
      `filename="a_bset-cookie_ x.pdf"; filename*=UTF-8''a%22bset-cookie%3A%20x.pdf`,
    ],
    ["../../etc/passwd", "application/pdf", `filename="etcpasswd.pdf"; filename*=UTF-8''etcpasswd.pdf`],
    [null, "image/jpeg", `filename="image.jpg"; filename*=UTF-8''image.jpg`],
    [null, "application/octet-stream", `filename="image.bin"; filename*=UTF-8''image.bin`],
  ])("saved under a name that harms nobody: %j", async (name, contentType, told) => {
    const answer = await asks((await stores({ name, contentType })).id);
    expect(answer.header("content-disposition")?.replace(/^\w+; /, "")).toBe(told);
  });
});
