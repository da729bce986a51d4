import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { diskStorage } from "./disk-storage";
import { s3Storage } from "./s3-storage";
import type { Storage } from "./storage";
import { storageKey } from "./storage-key";
import { startBucketServer } from "./testing/bucket-server";

const kinds = [
  {
    name: "a folder",
    async open() {
      const root = mkdtempSync(path.join(tmpdir(), "pagedesk-storage-"));
      return { storage: diskStorage(root), close: async () => rmSync(root, { recursive: true }) };
    },
  },
  {
    name: "a bucket",
    async open() {
      const server = await startBucketServer();
      return { storage: s3Storage(server.options), close: server.close };
    },
  },
];

describe.each(kinds)("$name", ({ open }) => {
  let storage: Storage;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ storage, close } = await open());
  });
  afterAll(() => close());

  const text = { contentType: "text/plain" };
  const readWhole = async (key: string) => buffer((await storage.read(key)).body);
  const keys = async () => {
    const listed = [];
    for await (const { key } of storage.list()) listed.push(key);
    return listed;
  };

  test("what was put can be read, listed and deleted, and is gone then", async () => {
    const key = storageKey("txt");
    expect(await storage.put(key, Buffer.from("Hello, María"), text)).toEqual({ size: 13 });

    expect((await readWhole(key)).toString()).toBe("Hello, María");
    expect((await storage.read(key)).size).toBe(13);
    expect(await storage.size(key)).toBe(13);
    expect(await keys()).toContain(key);

    await storage.delete(key);
    expect(await storage.size(key)).toBeNull();
    expect(await keys()).not.toContain(key);
    await expect(storage.read(key)).rejects.toMatchObject({ name: "AppError", code: "not_found" });
  });

  test("deleting what is not there is fine", async () => {
    await expect(storage.delete(storageKey())).resolves.toBeUndefined();
  });

  test("a stream of unknown length arrives whole, also beyond one part", async () => {
    const key = storageKey();
    const chunks = Array.from({ length: 12 }, () => randomBytes(1_000_003));
    const size = 12 * 1_000_003;

    expect(await storage.put(key, Readable.from(chunks), text)).toEqual({ size });
    expect((await readWhole(key)).equals(Buffer.concat(chunks))).toBe(true);
  });

  test("an empty file is a file", async () => {
    const key = storageKey();
    expect(await storage.put(key, Readable.from([]), { ...text, size: 0 })).toEqual({ size: 0 });
    expect(await storage.size(key)).toBe(0);
    expect(await readWhole(key)).toHaveLength(0);
  });

  test("ranges have both of their ends, and the size of the whole", async () => {
    const key = storageKey();
    await storage.put(key, Buffer.from("0123456789"), text);
    const part = async (start: number, end: number) => {
      const { body, size } = await storage.read(key, { start, end });
      return [(await buffer(body)).toString(), size];
    };

    expect(await part(0, 1)).toEqual(["01", 10]);
    expect(await part(2, 5)).toEqual(["2345", 10]);
    expect(await part(9, 9)).toEqual(["9", 10]);
    expect(await part(7, 500)).toEqual(["789", 10]);
    await expect(storage.read(key, { start: 10, end: 12 })).rejects.toBeInstanceOf(RangeError);
  });

  test("a second put replaces the first", async () => {
    const key = storageKey();
    await storage.put(key, Buffer.from("the first, which is longer"), text);
    await storage.put(key, Buffer.from("second"), text);
    expect((await readWhole(key)).toString()).toBe("second");
  });

  test("a body that breaks leaves nothing, and what was there before stays", async () => {
    const [fresh, kept] = [storageKey(), storageKey()];
    await storage.put(kept, Buffer.from("before"), text);
    const broken = () =>
      Readable.from(
        (async function* () {
          yield randomBytes(6 * 1024 * 1024);
          throw new Error("cut in the middle");
        })(),
      );

    await expect(storage.put(fresh, broken(), text)).rejects.toThrow("cut in the middle");
    await expect(storage.put(kept, broken(), text)).rejects.toThrow("cut in the middle");
    expect(await storage.size(fresh)).toBeNull();
    expect((await readWhole(kept)).toString()).toBe("before");
    expect((await keys()).filter((key) => key.includes(fresh))).toEqual([]);
  });

  test.each([4, 40])("a body of 10 bytes announced with %d is refused", async (size) => {
    const key = storageKey();
    await expect(storage.put(key, Buffer.from("0123456789"), { ...text, size })).rejects.toThrow();
    expect(await storage.size(key)).toBeNull();
  });

  test.each([
    "../../etc/passwd",
    "..",
    "a/b/c/d/e/f",
    "/etc/passwd",
    ".hidden-file",
    "short",
    "",
    "a\0aaaaaaaa",
    "ab\\..\\cdefgh",
  ])("%j is no key", async (key) => {
    await expect(async () => storage.put(key, Buffer.from("x"), text)).rejects.toThrow("not the key");
    await expect(async () => storage.read(key)).rejects.toThrow("not the key");
    await expect(async () => storage.size(key)).rejects.toThrow("not the key");
    await expect(async () => storage.delete(key)).rejects.toThrow("not the key");
  });
});

test("no temporary remains of a broken write are hidden from the list", async () => {
  const root = mkdtempSync(path.join(tmpdir(), "pagedesk-storage-"));
  const folder = diskStorage(root);
  const endless = new Readable({ read() {} });
  endless.push(randomBytes(100));
  const key = storageKey();
  const writing = folder.put(key, endless, { contentType: "text/plain" });

  await expect
    .poll(async () => {
      const listed = [];
      for await (const file of folder.list()) listed.push(file.key);
      return listed;
    })
    .toEqual([expect.stringMatching(new RegExp(`^${key}\\.[0-9a-f]{12}\\.part$`))]);

  endless.destroy(new Error("enough"));
  await expect(writing).rejects.toThrow("enough");
  rmSync(root, { recursive: true });
});
