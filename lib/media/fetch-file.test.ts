import { readFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { env } from "@/lib/env";
import { fetchFile } from "./fetch-file";
import { withWorkFile } from "./work-file";

const KILOBYTE = 1024;
const inside = "Its link leads to an address that Pagedesk must not open.";
const lasting = (problem: string) => ({ outcome: "failed", problem, lasting: true });

let open: { close(): unknown }[] = [];
afterEach(() => {
  for (const server of open) server.close();
  open = [];
});

/** A server on this machine, and how often it was asked. */
async function serve(answer: RequestListener) {
  let asked = 0;
  const server: Server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  open.push({ close: () => server.close().closeAllConnections() });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, asked: () => asked };
}

const fetched = (address: string, options?: Parameters<typeof fetchFile>[2]) =>
  withWorkFile(async (file) => {
    const result = await fetchFile(address, file, options);
    return { result, content: result.outcome === "fetched" ? await readFile(file, "utf8") : null };
  });
const ending = async (...given: Parameters<typeof fetched>) => (await fetched(...given)).result;

describe("with Facebook itself", () => {
  beforeEach(() => {
    env.FACEBOOK_GRAPH_URL = "https://graph.facebook.com";
  });

  test("nothing on this machine is asked, however it is written", async () => {
    const secret = await serve((_, response) => response.end("a secret"));
    const { port } = secret;
    const written = [
      "127.0.0.1",
      "127.1",
      "2130706433",
      "0x7f.0.0.1",
      "[::ffff:127.0.0.1]",
      "localhost",
      "0.0.0.0",
    ];
    for (const host of [...written, "[::1]", "[::]", "169.254.169.254", "10.0.0.1"])
      expect([host, await ending(`http://${host}:${port}/`)]).toEqual([host, lasting(inside)]);
    expect(secret.asked()).toBe(0);
  });

  test("a name that leads inside is not followed, not even among public addresses", async () => {
    const secret = await serve((_, response) => response.end("a secret"));
    const address = `http://cdn.harbor.example:${secret.port}/a.jpg`;
    const leadsTo = (...addresses: string[]) => ({
      resolver: async () => addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    });

    expect(await ending(address, leadsTo("127.0.0.1"))).toEqual(lasting(inside));
    expect(await ending(address, leadsTo("8.8.8.8", "127.0.0.1"))).toEqual(lasting(inside));
    expect(await ending(address, leadsTo("::ffff:127.0.0.1"))).toEqual(lasting(inside));
    expect(await ending(address, leadsTo())).toEqual(lasting(inside));
    expect(secret.asked()).toBe(0);
  });

  test("a name that nobody knows may be known later", async () => {
    const unknown = async () =>
      Promise.reject(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }));
    expect(await ending("https://cdn.harbor.example/a.jpg", { resolver: unknown })).toEqual({
      outcome: "failed",
      problem: "The platform did not answer.",
      lasting: false,
    });
  });

  test.each([
    "file:///etc/passwd",
    "ftp://cdn.harbor.example/a",
    "data:text/plain,a",
    "gopher://x",
    "nonsense",
    "",
  ])("%j is not opened", async (address) => {
    expect(await ending(address)).toEqual(lasting("Its link is not an address that can be opened."));
  });

  test("an address that carries a password is not opened", async () => {
    expect(await ending("https://ana:secret@cdn.harbor.example/")).toMatchObject({ lasting: true });
  });
});

describe("with a stand-in on this machine", () => {
  let cdn: Awaited<ReturnType<typeof serve>>;
  let answer: RequestListener;
  beforeEach(async () => {
    cdn = await serve((request, response) => answer(request, response));
    env.FACEBOOK_GRAPH_URL = cdn.url;
  });

  test("its files are fetched, and sent no cookie and no language", async () => {
    let headers = {};
    answer = (request, response) => {
      headers = request.headers;
      response.end("the file");
    };

    expect(await fetched(`${cdn.url}/a.txt`)).toEqual({
      result: { outcome: "fetched", size: 8 },
      content: "the file",
    });
    expect(Object.keys(headers).sort()).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "host",
      "user-agent",
    ]);
  });

  test("it may send on within itself, and no more than five times", async () => {
    answer = ({ url }, response) => {
      const left = Number(new URL(url!, cdn.url).searchParams.get("left"));
      if (left === 0) return response.end("there");
      return response.writeHead(302, { location: `/?left=${left - 1}` }).end();
    };
    expect(await fetched(`${cdn.url}/?left=5`)).toMatchObject({ content: "there" });
    expect(await ending(`${cdn.url}/?left=6`)).toEqual(lasting("Its link leads in circles."));
  });

  test("it may not send on to another place inside", async () => {
    const secret = await serve((_, response) => response.end("a secret"));
    const places = [
      secret.url,
      secret.url.replace("127.0.0.1", "localhost"),
      "http://169.254.169.254/latest",
    ];
    for (const place of places) {
      answer = (_, response) => response.writeHead(301, { location: place }).end();
      expect([place, await ending(cdn.url)]).toEqual([place, lasting(inside)]);
    }
    answer = (_, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end();
    expect(await ending(cdn.url)).toMatchObject({ lasting: true });
    expect(secret.asked()).toBe(0);
  });

  test.each([
    [403, "Its link has expired.", true],
    [404, "Its link has expired.", true],
    [410, "Its link has expired.", true],
    [400, "The platform does not hand it out.", true],
    [206, "The platform does not hand it out.", true],
    [429, "The platform did not answer.", false],
    [500, "The platform did not answer.", false],
    [503, "The platform did not answer.", false],
  ])("an answer of %d: %s", async (status, problem, isLasting) => {
    answer = (_, response) => response.writeHead(status).end("sorry");
    expect(await ending(cdn.url)).toEqual({ outcome: "failed", problem, lasting: isLasting });
  });

  test("too large is refused before it is read, where the size is told", async () => {
    answer = (_, response) => response.writeHead(200, { "content-length": 10 * KILOBYTE }).flushHeaders();
    expect(await ending(cdn.url, { limits: { bytes: KILOBYTE } })).toEqual(
      lasting("It is larger than 25 MB, the most that Pagedesk copies."),
    );
  });

  test("too large is broken off, where the size is not told, and just enough is fine", async () => {
    answer = (_, response) => response.writeHead(200).end("x".repeat(KILOBYTE));
    expect(await ending(cdn.url, { limits: { bytes: KILOBYTE } })).toMatchObject({ size: KILOBYTE });

    answer = (_, response) => {
      const endless = () => response.write("x".repeat(KILOBYTE), () => response.destroyed || endless());
      endless();
    };
    expect(await ending(cdn.url, { limits: { bytes: 64 * KILOBYTE } })).toMatchObject({ lasting: true });
  });

  test("nothing waits for somebody who goes silent", async () => {
    answer = (_, response) => void response.writeHead(200).write("a first byte");
    const problem = "The platform broke off in the middle.";
    expect(await ending(cdn.url, { limits: { idleInMs: 300 } })).toEqual({
      outcome: "failed",
      problem,
      lasting: false,
    });

    answer = () => {};
    expect(await ending(cdn.url, { limits: { idleInMs: 300 } })).toMatchObject({ lasting: false });
  });

  test("nothing waits for a drop now and then either", async () => {
    answer = (_, response) => {
      const dripping = setInterval(() => response.write("x"), 20);
      response.on("close", () => clearInterval(dripping));
    };
    expect(await ending(cdn.url, { limits: { wholeInMs: 400 } })).toMatchObject({ lasting: false });
  });

  test("a body that is cut may be whole next time", async () => {
    answer = (_, response) => {
      response.writeHead(200, { "content-length": 1000 });
      response.write("only this", () => response.destroy());
    };
    expect(await ending(cdn.url)).toMatchObject({ outcome: "failed", lasting: false });
  });

  test("nobody there, or nobody who speaks HTTP, may pass", async () => {
    const mute = createTcpServer((socket) => socket.end("220 mail.harbor.example\r\n"));
    await new Promise<void>((ready) => mute.listen(0, "127.0.0.1", ready));
    open.push(mute);
    env.FACEBOOK_GRAPH_URL = `http://127.0.0.1:${(mute.address() as AddressInfo).port}`;
    expect(await ending(env.FACEBOOK_GRAPH_URL)).toMatchObject({ outcome: "failed", lasting: false });

    env.FACEBOOK_GRAPH_URL = "http://127.0.0.1:1";
    expect(await ending(env.FACEBOOK_GRAPH_URL)).toMatchObject({ outcome: "failed", lasting: false });
  });

  test("an empty file is none", async () => {
    answer = (_, response) => response.end();
    expect(await ending(cdn.url)).toEqual(lasting("The platform sent an empty file."));
  });
});
