import { Readable } from "node:stream";
import { expect, test } from "vitest";
import type { OutboundMessage } from "@/lib/channels/channel";
import { mediaPlan } from "@/lib/channels/media-plan";
import { standIn } from "./graph-stand-in";
import { multipart } from "./multipart";
import { send } from "./send";

const MEGABYTE = 1024 * 1024;
const credentials = {
  channelExternalId: "1040055501119",
  appId: "880011223344556",
  appSecret: "the-secret-of-the-app",
  accessToken: "EAAHarborCoffeeToken01",
};

function picture(content: Buffer, name = "Größe 1.png"): OutboundMessage {
  return {
    id: "0197a3b2-0000-7000-8000-00000000abcd",
    contactExternalId: "7300112233445566",
    place: { kind: "thread" },
    mode: "human_agent",
    text: "",
    media: {
      as: "image",
      name,
      contentType: "image/png",
      size: content.length,
      open: async () => Readable.from([content.subarray(0, 3), content.subarray(3)]),
    },
  };
}

/** Reads forms as every server does. */
async function formStandIn() {
  const asked: { form: FormData; length: string | undefined; encoding: string | undefined }[] = [];
  await standIn(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const form = await new Response(body, {
      headers: { "content-type": request.headers["content-type"] ?? "" },
    }).formData();
    const { "content-length": length, "transfer-encoding": encoding } = request.headers;
    asked.push({ form, length, encoding });
    response.end(JSON.stringify({ recipient_id: "1", message_id: "m_1" }));
  });
  return asked;
}

test("a file goes as a form, its length told, with everything that a text would carry", async () => {
  const asked = await formStandIn();
  const content = Buffer.from("not really a picture");

  expect(await send(credentials, picture(content))).toEqual({ outcome: "sent", externalId: "m_1" });
  const { form, length, encoding } = asked[0]!;
  expect(Number(length)).toBeGreaterThan(content.length);
  expect(encoding).toBeUndefined();
  const file = form.get("filedata") as File;
  expect([file.name, file.type, await file.text()]).toEqual(["Größe 1.png", "image/png", String(content)]);
  expect(JSON.parse(String(form.get("recipient")))).toEqual({ id: "7300112233445566" });
  expect([form.get("messaging_type"), form.get("tag")]).toEqual(["MESSAGE_TAG", "HUMAN_AGENT"]);
  expect(JSON.parse(String(form.get("message")))).toEqual({
    attachment: { type: "image", payload: {} },
    metadata: "pagedesk:0197a3b2-0000-7000-8000-00000000abcd",
  });
});

test("a file that can't be opened is told, and nothing is asked", async () => {
  const asked = await formStandIn();
  const message = picture(Buffer.from("gone"));
  message.media!.open = () => Promise.reject(new Error("no such file"));

  expect(await send(credentials, message)).toMatchObject({ outcome: "rejected", reason: "media_missing" });
  expect(asked).toEqual([]);
});

test("a file that breaks off while it is sent leaves the outcome open", async () => {
  await formStandIn();
  const message = picture(Buffer.alloc(1000));
  message.media!.open = async () =>
    Readable.from(
      (async function* () {
        yield Buffer.alloc(10);
        throw new Error("the disk is gone");
      })(),
    );

  expect(await send(credentials, message)).toMatchObject({ outcome: "unknown" });
});

test("no name breaks out of the form", async () => {
  const name = 'a"; name="recipient"\r\n\r\nX: y';
  const { contentType, body } = multipart(
    { recipient: "maria" },
    { field: "filedata", name, contentType: "text/plain", size: 2, body: Readable.from([Buffer.from("hi")]) },
  );
  const form = await new Response(body, { headers: { "content-type": contentType } }).formData();

  expect([...form.keys()]).toEqual(["recipient", "filedata"]);
  expect(form.get("recipient")).toBe("maria");
  expect(await (form.get("filedata") as File).text()).toBe("hi");
});

test.each([
  ["image/jpeg", MEGABYTE, { way: "attachment", as: "image" }],
  ["image/heic", MEGABYTE, { way: "attachment", as: "file" }],
  ["image/svg+xml", MEGABYTE, { way: "attachment", as: "file" }],
  ["video/mp4", 25 * MEGABYTE, { way: "attachment", as: "video" }],
  ["video/mp4", 25 * MEGABYTE + 1, { way: "link", why: "too_large" }],
  ["audio/webm;codecs=opus", MEGABYTE, { way: "attachment", as: "audio" }],
  ["application/pdf", MEGABYTE, { way: "attachment", as: "file" }],
  [null, MEGABYTE, { way: "attachment", as: "file" }],
  ["application/x-msdownload", MEGABYTE, { way: "link", why: "type" }],
])("%s of %i bytes", (contentType, size, plan) => {
  expect(mediaPlan("facebook", { contentType, size })).toEqual(plan);
});
