import type { IncomingMessage, ServerResponse } from "node:http";
import {
  type DeliveryRequest,
  MAX_DELIVERY_BYTES,
  receiveFacebookDelivery,
  verifyFacebookCallback,
} from "@/lib/deliveries/facebook-door";

const WEBHOOK = /^\/api\/webhooks\/facebook(?:\/([^/?]+))?\/?(?:\?|$)/;

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
  if (request.method === "GET") {
    const asked = new Request(`http://localhost${request.url}`);
    return reply(response, await verifyFacebookCallback(asked, appId));
  }
  return reply(response, await receiveFacebookDelivery(asDelivery(request, await readBody(request)), appId));
}

/** Making a real Request costs more than checking the signature, and nobody reads more of it than this. */
function asDelivery({ headers }: IncomingMessage, body: Buffer<ArrayBuffer> | null): DeliveryRequest {
  const told = body ? headers : { "content-length": String(MAX_DELIVERY_BYTES + 1) };
  return {
    headers: { get: (name) => told[name]?.toString() ?? null },
    arrayBuffer: async () =>
      body ? body.buffer.slice(body.byteOffset, body.byteOffset + body.length) : new ArrayBuffer(0),
  };
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

async function reply(response: ServerResponse, answer: Response) {
  const body = Buffer.from(await answer.arrayBuffer());
  response.writeHead(answer.status, {
    "content-type": answer.headers.get("content-type") ?? "text/plain; charset=utf-8",
    "content-length": body.length,
  });
  response.end(body);
}
