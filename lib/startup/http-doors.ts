import type { IncomingMessage, ServerResponse } from "node:http";
import {
  MAX_DELIVERY_BYTES,
  receiveFacebookDelivery,
  verifyFacebookCallback,
} from "@/lib/deliveries/facebook-door";

const WEBHOOK = /^\/api\/webhooks\/facebook(?:\/(\d+))?\/?(?:\?|$)/;

/**
 * The webhook's direct door: the route handler's own functions, called before Next sees the request, because a route
 * handler costs ten times as much. See docs/decisions/two-doors.md.
 *
 * @returns whether the request was for this door.
 */
export function openDirectDoor(request: IncomingMessage, response: ServerResponse): boolean {
  const match = WEBHOOK.exec(request.url ?? "");
  if (!match || (request.method !== "GET" && request.method !== "POST")) return false;

  answer(request, response, match[1]).catch((error) => response.destroy(error));
  return true;
}

async function answer(request: IncomingMessage, response: ServerResponse, appId: string | undefined) {
  const url = `http://localhost${request.url}`;
  if (request.method === "GET") return reply(response, await verifyFacebookCallback(new Request(url), appId));

  const body = await readBody(request);
  const headers = pick(request, ["x-hub-signature-256", "content-type"]);
  const init = body
    ? { body }
    : { headers: { ...headers, "content-length": String(MAX_DELIVERY_BYTES + 1) } };
  const delivery = new Request(url, { method: "POST", headers, ...init });
  return reply(response, await receiveFacebookDelivery(delivery, appId));
}

/** Null when it is too large; the rest is read and dropped, so that the sender hears the answer. */
async function readBody(request: IncomingMessage): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_DELIVERY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return size > MAX_DELIVERY_BYTES ? null : Buffer.concat(chunks);
}

function pick(request: IncomingMessage, names: string[]) {
  const found: Record<string, string> = {};
  for (const name of names) {
    const value = request.headers[name];
    if (typeof value === "string") found[name] = value;
  }
  return found;
}

async function reply(response: ServerResponse, answer: Response) {
  const body = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, {
    "content-type": answer.headers.get("content-type") ?? "text/plain; charset=utf-8",
    "content-length": body.length,
  });
  response.end(body);
}
