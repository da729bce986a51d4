import { expect, test } from "vitest";
import { readJson, route } from "./http";

const address = "http://localhost/api/anything";

function posted(body: BodyInit, headers: Record<string, string> = {}) {
  return new Request(address, { method: "POST", body, headers, duplex: "half" } as RequestInit);
}

test("what PostgreSQL cannot store is taken out of a body", async () => {
  const body = String.raw`{"tags":["a\u0000b"],"note":"half a pair \ud83d.","attr\u0000":"x"}`;
  expect(await readJson(posted(body))).toEqual({ tags: ["ab"], note: "half a pair �.", attr: "x" });
});

test("a body without end is refused long before it is read", async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      if (pulled > 1_000) controller.close();
      else controller.enqueue(new Uint8Array(100_000).fill(32));
    },
  });
  await expect(readJson(posted(endless))).rejects.toMatchObject({ code: "too_large" });
  expect(pulled).toBeLessThan(20);
});

test.each(["null", "nonsense", "https://evil.example"])(
  "a write from the origin %s is refused",
  async (origin) => {
    const write = route(async () => new Response("written"));
    const answer = await write(posted("{}", { origin, host: "localhost" }), undefined);
    expect(answer.status).toBe(403);
  },
);
