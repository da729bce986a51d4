import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { ApiError, api } from "./api";

let server: Server;

afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** The browser's `fetch` takes paths; Node's wants the host as well. */
async function serve(answer: (response: ServerResponse) => void) {
  server = createServer((_, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const network = fetch;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) =>
    network(`http://127.0.0.1:${port}${path}`, init),
  );
}

test("an answer is its JSON, and nothing where there is none", async () => {
  await serve((response) => response.writeHead(200).end('{"id":"1"}'));
  await expect(api("GET", "/api/things")).resolves.toEqual({ id: "1" });
});

test("204 has no answer", async () => {
  await serve((response) => response.writeHead(204).end());
  await expect(api("DELETE", "/api/things/1")).resolves.toBeUndefined();
});

test("an answer that breaks off in the middle is no answer", async () => {
  await serve((response) => {
    response.writeHead(201, { "content-length": 100 });
    response.write('{"id":', () => response.destroy());
  });
  const failure = await api("POST", "/api/things", {}).catch((error) => error);
  expect(failure).toBeInstanceOf(ApiError);
  expect(failure).toMatchObject({ status: 0, code: "unreachable" });
});

test("a refusal speaks in the server's words, and in ours where it has none", async () => {
  const error = { code: "window_closed", message: "The window is shut.", details: { since: "noon" } };
  await serve((response) => response.writeHead(409).end(JSON.stringify({ error })));
  await expect(api("POST", "/api/things", {})).rejects.toMatchObject({ status: 409, ...error });
});

test("a refusal that is no JSON still has words", async () => {
  await serve((response) => response.writeHead(502).end("<html>"));
  await expect(api("GET", "/api/things")).rejects.toMatchObject({ status: 502, code: "internal" });
});
