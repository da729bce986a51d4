import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { staticDoor } from "./static-door";

const SCRIPT = "console.log('grüezi');\n".repeat(50);
const folder = mkdtempSync(path.join(tmpdir(), "pagedesk-static-"));
let server: Server;

beforeAll(async () => {
  mkdirSync(path.join(folder, "chunks"));
  writeFileSync(path.join(folder, "chunks/main.js.br"), brotliCompressSync(SCRIPT));
  writeFileSync(path.join(folder, "chunks/photo.png.br"), "neither a script nor a stylesheet");
  writeFileSync(path.join(folder, "chunks/late.js"), SCRIPT);

  const open = staticDoor(folder);
  server = createServer((request, response) => {
    if (!open(request, response)) response.writeHead(404).end("left to Next");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

interface Answer {
  status: number;
  encoding: string | undefined;
  length: string | undefined;
  body: Buffer;
}

function ask(address: string, acceptEncoding: string, method = "GET"): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const headers = { "accept-encoding": acceptEncoding };
  return new Promise((resolve, reject) => {
    request({ port, path: address, method, headers }, async (response) => {
      const body = Buffer.concat(await response.toArray());
      const { "content-encoding": encoding, "content-length": length } = response.headers;
      resolve({ status: response.statusCode ?? 0, encoding, length, body });
    })
      .on("error", reject)
      .end();
  });
}

const MAIN = "/_next/static/chunks/main.js";

test("a browser that takes brotli gets the copy, whole", async () => {
  const { status, encoding, body } = await ask(`${MAIN}?dpl=1`, "gzip, deflate, br, zstd");
  expect([status, encoding]).toEqual([200, "br"]);
  expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
});

test("HEAD tells the length and sends nothing", async () => {
  const { status, length, body } = await ask(MAIN, "br", "HEAD");
  expect(status).toBe(200);
  expect(Number(length)).toBeGreaterThan(0);
  expect(body).toHaveLength(0);
});

test.each([
  ["a browser without brotli", MAIN, "gzip, deflate"],
  ["a browser that refuses brotli", MAIN, "gzip, br;q=0"],
  ["a file without a copy", "/_next/static/chunks/late.js", "br"],
  ["another kind of file", "/_next/static/chunks/photo.png", "br"],
  ["the copy by its own name", `${MAIN}.br`, "br"],
  ["a way out of the folder", "/_next/static/chunks/../chunks/main.js", "br"],
])("%s is left to Next", async (_case, address, accepted) => {
  expect((await ask(address, accepted)).body.toString()).toBe("left to Next");
});

test("another method is left to Next", async () => {
  expect((await ask(MAIN, "br", "POST")).status).toBe(404);
});

test("a build without copies opens no door", () => {
  expect(staticDoor(path.join(folder, "nothing"))({ url: MAIN } as never, {} as never)).toBe(false);
});
