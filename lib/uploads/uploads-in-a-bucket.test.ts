import { eq } from "drizzle-orm";
import { Upload } from "tus-js-client";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { db } from "@/db/client";
import { cookieOf, createAgent } from "@/db/factories/people";
import { attachments } from "@/db/schema/conversations";
import { env } from "@/lib/env";
import { storage } from "@/lib/storage/storage";
import { startBucketServer } from "@/lib/storage/testing/bucket-server";
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

/** S3 takes no smaller part, but the last. */
const PART_BYTES = 6 * 1024 * 1024;
const content = Buffer.alloc(PART_BYTES + 100_000, "harbor coffee");

let bucket: Awaited<ReturnType<typeof startBucketServer>>;
let door: Awaited<ReturnType<typeof openUploadDoor>>;

/** Another process knows what the bucket and the database know, and nothing else. */
function anotherProcess() {
  Object.assign(globalThis, { pagedeskUploads: undefined, pagedeskStorage: undefined });
}

beforeAll(async () => {
  bucket = await startBucketServer();
  const { bucket: name, endpoint, region, accessKeyId, secretAccessKey, forcePathStyle } = bucket.options;
  Object.assign(env, {
    S3_BUCKET: name,
    S3_ENDPOINT: endpoint,
    S3_REGION: region,
    S3_ACCESS_KEY_ID: accessKeyId,
    S3_SECRET_ACCESS_KEY: secretAccessKey,
    S3_FORCE_PATH_STYLE: forcePathStyle,
  });
  anotherProcess();
  door = await openUploadDoor();
});
afterAll(async () => {
  await door.close();
  await bucket.close();
});

test("an upload that one process began is finished by another, and leaves no parts", async () => {
  const ana = await createAgent();
  const headers = { Cookie: await cookieOf(ana) };
  const url = await new Promise<string>((resolve, reject) => {
    const sending = new Upload(content, {
      endpoint: door.url,
      chunkSize: PART_BYTES,
      retryDelays: null,
      headers,
      metadata: { filename: "beans.bin" },
      onError: reject,
      onChunkComplete: () => void sending.abort().then(() => resolve(sending.url!)),
    });
    sending.start();
  });
  anotherProcess();

  await new Promise<void>((resolve, reject) => {
    new Upload(content, {
      uploadUrl: url,
      retryDelays: null,
      headers,
      onError: reject,
      onSuccess: () => resolve(),
    }).start();
  });
  const id = url.split("/").at(-1)!;
  const [file] = await db.select().from(attachments).where(eq(attachments.id, id));
  expect(file).toMatchObject({ state: "stored", size: content.length });
  const kept = await (await storage().read(file!.storageKey!)).body.toArray();
  expect(content.equals(Buffer.concat(kept))).toBe(true);
  await expect(tus().store.getUpload(id)).rejects.toThrow();
});
