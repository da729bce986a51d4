import { AsyncLocalStorage } from "node:async_hooks";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Handlers = Partial<Record<string, Handler>>;

/** The cookies of the request that is being answered, for a stand-in of Next's `cookies()`. */
export const jars = new AsyncLocalStorage<Map<string, string>>();

/** The upload routes behind a real connection, which can break in the middle of a body. */
export async function openUploadDoor() {
  const all = (await import("@/app/api/uploads/route")) as Handlers;
  const one = (await import("@/app/api/uploads/[uploadId]/route")) as unknown as Handlers;
  /** Set to cut the next body after so many bytes. */
  const door = { cutAfter: Number.POSITIVE_INFINITY, url: "", close: () => Promise.resolve() };

  const server = createServer((request, response) => {
    const id = request.url!.split("/")[3];
    const handler = (id ? one : all)[request.method!];
    if (!handler) return void response.writeHead(405).end();
    cutLater(request);
    jars
      .run(jarOf(request), () => handler(asRequest(request), { params: Promise.resolve({ uploadId: id! }) }))
      .then((answer) => write(response, answer))
      .catch(() => response.destroy());
  });
  function cutLater(request: IncomingMessage) {
    if (request.method !== "PATCH" || door.cutAfter === Number.POSITIVE_INFINITY) return;
    let left = door.cutAfter;
    door.cutAfter = Number.POSITIVE_INFINITY;
    request.on("data", (chunk: Buffer) => {
      left -= chunk.length;
      if (left <= 0) request.socket.destroy();
    });
  }

  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  door.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/uploads`;
  door.close = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  return door;
}

function asRequest(request: IncomingMessage) {
  const headers = new Headers(request.headers as Record<string, string>);
  const bodyless = request.method === "GET" || request.method === "HEAD";
  return new Request(`http://localhost:3000${request.url}`, {
    method: request.method!,
    headers,
    ...(!bodyless && { body: Readable.toWeb(request) as ReadableStream, duplex: "half" }),
  } as RequestInit);
}

async function write(response: ServerResponse, answer: Response) {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (!answer.body) return void response.end();
  await pipeline(Readable.fromWeb(answer.body as never), response);
}

function jarOf({ headers }: IncomingMessage) {
  const pairs = (headers.cookie ?? "").split("; ").filter(Boolean);
  return new Map(pairs.map((pair) => pair.split("=") as [string, string]));
}
