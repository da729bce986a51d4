import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { Connection, isComplete, postRequest } from "./connection";

test("an answer is complete when its length has arrived, or its last chunk", () => {
  const sized = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
  expect(isComplete("HTTP/1.1 200 OK\r\n")).toBe(false);
  expect(isComplete(`${sized}hell`)).toBe(false);
  expect(isComplete(`${sized}hello`)).toBe(true);

  const chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
  expect(isComplete(chunked)).toBe(false);
  expect(isComplete(`${chunked}0\r\n\r\n`)).toBe(true);
});

test("one connection carries request after request", async () => {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    bodies.push((await request.toArray()).join(""));
    response.statusCode = bodies.length === 1 ? 200 : 401;
    response.end("noted");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const connection = await Connection.open((server.address() as AddressInfo).port);

  const first = await connection.send(postRequest("/", { body: "grüezi", signature: "" }));
  const second = await connection.send(postRequest("/", { body: "b", signature: "" }));
  expect([first.status, second.status]).toEqual([200, 401]);
  expect(bodies).toEqual(["grüezi", "b"]);

  connection.close();
  server.close();
});
