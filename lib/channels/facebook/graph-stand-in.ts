import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { env } from "@/lib/env";

/** For tests: a real server in the platform's place until the test has ended. @returns how to end it earlier. */
export async function standIn(answer: RequestListener): Promise<() => Promise<void>> {
  const server = createServer(answer);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const platform = env.FACEBOOK_GRAPH_URL;
  env.FACEBOOK_GRAPH_URL = `http://127.0.0.1:${port}`;

  const end = async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
  onTestFinished(async () => {
    env.FACEBOOK_GRAPH_URL = platform;
    await end();
  });
  return end;
}

export interface Asked {
  method: string;
  url: URL;
  authorization: string;
  body: unknown;
}

/** Answers every call alike and remembers what was asked. */
export async function standInAnswering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const asked: Asked[] = [];
  await standIn(async (request, response) => {
    const text = (await request.toArray()).join("");
    asked.push({
      method: request.method ?? "",
      url: new URL(request.url ?? "", "http://graph"),
      authorization: request.headers.authorization ?? "",
      body: text && JSON.parse(text),
    });
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  return asked;
}
