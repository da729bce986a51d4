import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import S3rver from "s3rver";
import type { S3Options } from "../s3-storage";

/** A real S3-compatible server with an empty bucket; these are the keys that it knows. */
export async function startBucketServer(): Promise<{ options: S3Options; close(): Promise<void> }> {
  const directory = mkdtempSync(path.join(tmpdir(), "pagedesk-s3-"));
  const server = new S3rver({
    address: "127.0.0.1",
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: "harbor-files", configs: [] }],
  });
  const { port } = await server.run();

  return {
    options: {
      bucket: "harbor-files",
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      accessKeyId: "S3RVER",
      secretAccessKey: "S3RVER",
      forcePathStyle: true,
    },
    async close() {
      await server.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
