import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { APP, Cast, COFFEE, type GraphBody } from "../../testing/cast";

const MEGABYTE = 1024 * 1024;

let cast: Cast;
let psid: string;

beforeAll(async () => {
  cast = await Cast.start();
});
afterAll(() => cast.end());

beforeEach(async () => {
  await cast.control("POST", "/reset", {});
  await cast.control("POST", "/demo");
  await cast.authorise();
  await cast.control("POST", "/apps", { id: APP, requireProof: false });
  ({ psid } = await cast.mariaSays("Show me"));
});

interface Upload {
  type: string;
  file: File;
  edge?: "messages" | "message_attachments";
  message?: object;
}

/** A form as programs send it: objects as JSON in a text, the bytes as `filedata`. */
async function upload({ type, file, edge = "messages", message = {} }: Upload): Promise<GraphBody> {
  const form = new FormData();
  form.set("access_token", cast.token);
  form.set("recipient", JSON.stringify({ id: psid }));
  form.set("messaging_type", "RESPONSE");
  form.set("message", JSON.stringify({ ...message, attachment: { type, payload: {} } }));
  form.set("filedata", file);
  const answer = await fetch(`${cast.simulator.url}/v26.0/${COFFEE}/${edge}`, { method: "POST", body: form });
  return (await answer.json()) as GraphBody;
}

const bytes = (count: number, name: string, type: string) =>
  new File([new Uint8Array(count)], name, { type });

test.each([
  ["image", "image/png", "Größe.png"],
  ["audio", "audio/webm", "voice.webm"],
  ["video", "video/mp4", "film.mp4"],
  ["file", "application/pdf", "menu.pdf"],
])("an uploaded %s arrives on the phone under its name, with its metadata", async (type, mime, name) => {
  const file = new File(["content"], name, { type: mime });
  const { message_id } = await upload({ type, file, message: { metadata: "desk:1" } });

  const arrived = (await cast.thread()).messages.at(-1);
  expect(arrived).toMatchObject({
    mid: message_id,
    text: null,
    metadata: "desk:1",
    attachments: [{ type, name }],
  });
  const served = await fetch(arrived!.attachments[0]!.url);
  expect([served.headers.get("content-type"), await served.text()]).toEqual([mime, "content"]);
});

test.each([
  ["image", "application/pdf"],
  ["audio", "video/webm"],
  ["audio", "application/octet-stream"],
  ["video", "image/png"],
])("%s is not %s", async (type, mime) => {
  const { error } = await upload({ type, file: bytes(10, "file", mime) });

  expect(error).toMatchObject({ code: 100, error_subcode: 2018047 });
  expect((await cast.thread()).messages).toHaveLength(1);
});

test("25 MB go, one byte more does not", async () => {
  const pdf = (size: number) => bytes(size, "scan.pdf", "application/pdf");
  expect(await upload({ type: "file", file: pdf(25 * MEGABYTE) })).toMatchObject({ recipient_id: psid });

  const { error } = await upload({ type: "file", file: pdf(25 * MEGABYTE + 1) });
  expect(error).toMatchObject({ code: 100, error_subcode: 2018109 });
});

test("a text beside a file is refused", async () => {
  const { error } = await upload({
    type: "image",
    file: bytes(10, "a.png", "image/png"),
    message: { text: "Look" },
  });

  expect(error).toMatchObject({ code: 100 });
});

test("what was uploaded ahead is sent by its id", async () => {
  const ahead = await upload({
    type: "image",
    file: bytes(10, "a.png", "image/png"),
    edge: "message_attachments",
  });
  expect(ahead).toEqual({ attachment_id: expect.stringMatching(/^\d+$/) });
  expect((await cast.thread()).messages).toHaveLength(1);

  const message = { attachment: { type: "image", payload: { attachment_id: ahead.attachment_id } } };
  expect((await cast.send(psid, "", { message })).status).toBe(200);
  expect((await cast.thread()).messages.at(-1)).toMatchObject({
    attachments: [{ type: "image", name: "a.png" }],
  });
});
