import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createUpload } from "@/db/factories/uploads";
import { messages } from "@/db/schema/conversations";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import { beginInPublic, type MariaInPublic } from "@/db/testing/maria-in-public";
import { standIn, standInAnswering } from "@/lib/channels/facebook/graph-stand-in";
import { closeConversation } from "../close-conversation";
import { findConversation } from "../find-conversation";
import { deliverMessages } from "./deliver-messages";
import { sendingPatience } from "./sending-patience";

const SECOND = 1_000;

let coffee: HarborCoffee;
let stage: MariaInPublic;
let { ana, conversationId, answer, shown, ours, below, attempts, commentsFail } = {} as MariaInPublic;
let passed = 0;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

beforeEach(async () => {
  passed = 0;
  stage = await beginInPublic(coffee);
  ({ ana, conversationId, answer, shown, ours, below, attempts, commentsFail } = stage);
});

async function wait(milliseconds: number) {
  passed += milliseconds;
  await stage.later(passed);
  await coffee.letTimePass();
  await coffee.works();
}

const textsBelow = async (id?: string) => (await below(id)).map(({ text }) => text);
const conversation = () => findConversation(ana, conversationId);

describe("a public reply", () => {
  test("stands below what María said last, once, and is known by its id when the platform tells of it", async () => {
    const { id, status, kind } = await answer("We do, from Monday on.");
    expect([status, kind]).toEqual(["queued", "comment"]);
    await coffee.works();

    const [standing] = await below();
    expect(standing).toMatchObject({ text: "We do, from Monday on.", from: { id: coffee.page.id } });
    expect(await shown(id)).toMatchObject({
      status: "sent",
      externalId: standing!.id,
      visibility: "public",
      replyTo: { id: stage.comment.id, visibility: "public" },
    });
    await coffee.hears();
    await coffee.works();
    expect(await ours()).toEqual([["We do, from Monday on.", "sent"]]);
    expect(await conversation()).toMatchObject({
      waitingSince: null,
      assignee: { id: ana.id },
      sources: { public: true, private: false },
      window: { state: "none" },
    });
  });

  test("to a chosen comment stands below that one", async () => {
    const other = await stage.comments("And on Sundays?");
    await coffee.hears();
    await answer("We do.", { replyToId: stage.comment.id });
    await coffee.works();

    expect(await textsBelow()).toEqual(["We do."]);
    expect(await textsBelow(other)).toEqual([]);
  });

  test("names María by the platform's own mention", async () => {
    await answer("@María Solano, we do. Write to @María Solano's friends.", { mentionsContact: true });
    await coffee.works();

    expect(await textsBelow()).toEqual(["María Solano, we do. Write to @María Solano's friends."]);
    await coffee.hears();
    expect(await ours()).toHaveLength(1);
  });

  test("reopens a closed conversation", async () => {
    await closeConversation(ana, conversationId);
    await answer("One more thing.");
    expect(await conversation()).toMatchObject({ status: "open" });
  });

  test("is no answer to a comment that is gone, nor to what was said privately, nor to nothing", async () => {
    await stage.maria.says("Hello?");
    await coffee.hears();
    const hello = (await stage.thread()).find(({ text }) => text === "Hello?");
    await expect(answer("Hi.", { replyToId: hello!.id })).rejects.toMatchObject({
      code: "nothing_to_answer",
    });

    await coffee.facebook.control("POST", `/people/${stage.maria.id}/public-removals`, {
      id: stage.commentId,
    });
    await coffee.hears();
    await expect(answer("Hi.")).rejects.toMatchObject({ code: "nothing_to_answer" });
    await expect(answer("Hi.", { replyToId: stage.comment.id })).rejects.toMatchObject({
      code: "nothing_to_answer",
    });
    expect(await ours()).toEqual([]);
  });

  test("whose comment went while it waited says so", async () => {
    const { id } = await answer("We do.");
    await coffee.facebook.control("POST", `/people/${stage.maria.id}/public-removals`, {
      id: stage.commentId,
    });
    await coffee.works();
    expect(await shown(id)).toMatchObject({ status: "failed", failure: { reason: "public_gone" } });
  });
});

describe("nothing automatic speaks in public", () => {
  const make = (id: string, more: Partial<typeof messages.$inferInsert>) =>
    db.update(messages).set(more).where(eq(messages.id, id));

  test.each(["bot", "system"] as const)("not even into the table, by a %s", async (authorKind) => {
    const { id } = await answer("We do.");
    await expect(make(id, { authorKind })).rejects.toMatchObject({
      cause: { constraint: "messages_no_public_bot" },
    });
  });

  test("nor out of the lane, if it had come there", async () => {
    const { id } = await answer("We do.");
    await db.execute(sql`alter table messages drop constraint messages_no_public_bot`);
    await make(id, { authorKind: "bot" });
    await coffee.works();
    expect(await shown(id)).toMatchObject({
      status: "failed",
      failure: { reason: "only_people_in_public", retryable: false },
    });
    expect(await textsBelow()).toEqual([]);

    await make(id, { authorKind: "agent" });
    await db.execute(sql`
      alter table messages add constraint messages_no_public_bot
      check (visibility <> 'public' or author_kind not in ('bot', 'system') or rule_id is not null)`);
  });

  test("but by an admin's rule", async () => {
    const { id } = await answer("We do.");
    await make(id, { authorKind: "bot", ruleId: crypto.randomUUID() });
    await coffee.works();
    expect((await shown(id)).status).toBe("sent");
  });
});

describe("once, whatever becomes of the answer", () => {
  test.each<[string, Record<string, unknown>]>([
    ["an error after the work was done", { status: 500, code: 2, when: "after" }],
    ["a connection that was cut", { cut: true, when: "after" }],
  ])("%s: what the platform tells settles it", async (_case, fault) => {
    await commentsFail(fault);
    const { id } = await answer("We do.");
    await coffee.works();
    expect((await shown(id)).status).toBe("sending");

    await coffee.hears();
    expect(await shown(id)).toMatchObject({ status: "sent", externalId: (await below())[0]!.id });
    expect(await ours()).toEqual([["We do.", "sent"]]);
    expect(await textsBelow()).toEqual(["We do."]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["an error after the work was done", { status: 500, code: 2, when: "after" }],
    ["a connection that was cut", { cut: true, when: "after" }],
  ])("%s, and nothing is told: asking for the comments settles it", async (_case, fault) => {
    await coffee.facebook.control("PUT", "/moods", { hold: true });
    await commentsFail(fault);
    const { id } = await answer("@María Solano: we do.", { mentionsContact: true });
    await coffee.works();
    await wait(sendingPatience.echo + SECOND);

    expect(await shown(id)).toMatchObject({ status: "sent", externalId: (await below())[0]!.id });
    expect(await attempts()).toBe(1);
    await coffee.facebook.control("PUT", "/moods", { hold: false });
    await coffee.facebook.control("POST", "/deliveries/release", {});
    await coffee.hears();
    expect(await ours()).toEqual([["@María Solano: we do.", "sent"]]);
  });

  test("one that never arrived is sent again when the comments have twice been read without it", async () => {
    await commentsFail({ cut: true });
    const { id } = await answer("We do.");
    await coffee.works();
    await wait(sendingPatience.echo + SECOND);
    expect((await shown(id)).status).toBe("sending");
    await wait(sendingPatience.secondLook + SECOND);
    await wait(10 * SECOND);

    expect((await shown(id)).status).toBe("sent");
    expect(await textsBelow()).toEqual(["We do."]);
  });

  test("what was told of without being known as ours is found to be ours", async () => {
    await commentsFail({ cut: true, when: "after" });
    const { id } = await answer("We do.");
    await coffee.works();
    const row = await rowOf(id);
    const [standing] = await below();
    await db.insert(messages).values({
      conversationId,
      channelId: row.channelId,
      externalId: standing!.id,
      direction: "out",
      visibility: "public",
      authorKind: "external",
      kind: "comment",
      text: "We do.",
      postExternalId: row.postExternalId,
      replyToExternalId: row.replyToExternalId,
      status: "sent",
      sentAt: new Date(),
    });
    await wait(sendingPatience.echo + SECOND);

    expect(await ours()).toEqual([["We do.", "sent"]]);
    expect((await shown(id)).externalId).toBe(standing!.id);
  });
});

describe("somebody else's comment that says the same", () => {
  test("is taken for ours until the answer tells better, then stands by itself", async () => {
    const { id, answered, answerWith } = await underWay("We do.");
    const other = await stage.fromElsewhere("We do.");
    await coffee.hears();
    expect(await shown(id)).toMatchObject({ status: "sent", externalId: other.id });

    answerWith(200, { id: "5550001_999" });
    await answered;
    expect(await shown(id)).toMatchObject({ status: "sent", externalId: "5550001_999" });
    expect(await ours()).toEqual([
      ["We do.", "sent"],
      ["We do.", "sent"],
    ]);
    const stranger = (await stage.thread()).find(({ externalId }) => externalId === other.id);
    expect(stranger).toMatchObject({ author: { kind: "external" }, text: "We do.", visibility: "public" });
  });

  test("stands by itself where ours was refused", async () => {
    const { id, answered, answerWith } = await underWay("We do.");
    const other = await stage.fromElsewhere("We do.");
    await coffee.hears();
    answerWith(400, { error: { code: 100, error_subcode: 33, message: "gone" } });
    await answered;

    expect(await shown(id)).toMatchObject({ status: "failed", externalId: null });
    const stranger = (await stage.thread()).find(({ externalId }) => externalId === other.id);
    expect(stranger).toMatchObject({ author: { kind: "external" }, status: "sent" });
  });

  test("or one that another reply of ours was taken for: each gets its own", async () => {
    await commentsFail({ cut: true });
    const first = await answer("We do.");
    await coffee.works();
    expect((await shown(first.id)).status).toBe("sending");
    const jonas = await answer("We do.", { replyToId: stage.comment.id });
    const row = await rowOf(first.id);
    await db
      .update(messages)
      .set({ externalId: "5550001_999", status: "sent" })
      .where(eq(messages.id, row.id));
    await standInAnswering(200, { id: "5550001_999" });
    await wait(4 * SECOND);

    expect(await shown(jonas.id)).toMatchObject({ status: "sent", externalId: "5550001_999" });
    expect(await shown(first.id)).toMatchObject({ status: "sending", externalId: null });
  });
});

/** A reply that the platform has, and has not answered yet. */
async function underWay(text: string) {
  const { id } = await answer(text);
  let answerWith: (status: number, body: object) => void = () => {};
  const asked = new Promise<void>((resolve) => {
    void standIn((_request, response) => {
      answerWith = (status, body) => {
        response.writeHead(status, { "Content-Type": "application/json" });
        response.end(JSON.stringify(body));
      };
      resolve();
    });
  });
  const answered = deliverMessages({ conversationId, visibility: "public" });
  await asked;
  return { id, answered, answerWith: (status: number, body: object) => answerWith(status, body) };
}

describe("a picture", () => {
  const picture = {
    name: "beans.png",
    type: "image",
    contentType: "image/png",
    content: Buffer.from("a picture"),
  };

  test("goes along, and stays ours when the platform tells of it", async () => {
    const upload = await createUpload(ana, picture);
    const { id } = await answer("These ones.", { attachmentIds: [upload.id] });
    await coffee.works();
    await coffee.hears();

    const [standing] = await below();
    expect(standing).toMatchObject({ text: "These ones.", media: { mime: "image/png" } });
    expect(await shown(id)).toMatchObject({
      kind: "comment",
      status: "sent",
      attachments: [{ id: upload.id, type: "image" }],
    });
    expect(await ours()).toHaveLength(1);
  });

  test("without words, whose answer is lost, is found", async () => {
    await coffee.facebook.control("PUT", "/moods", { hold: true });
    await commentsFail({ cut: true, when: "after" });
    const upload = await createUpload(ana, picture);
    const { id } = await answer("", { attachmentIds: [upload.id] });
    await coffee.works();
    await wait(sendingPatience.echo + SECOND);
    expect(await shown(id)).toMatchObject({ status: "sent", externalId: (await below())[0]!.id });
    expect(await below()).toHaveLength(1);
  });

  test("is one, and nothing else is taken", async () => {
    const [one, two, menu] = [
      await createUpload(ana, picture),
      await createUpload(ana, picture),
      await createUpload(ana),
    ];
    const both = answer("These.", { attachmentIds: [one.id, two.id] });
    await expect(both).rejects.toMatchObject({ code: "not_here", details: { what: "files" } });
    await expect(answer("This.", { attachmentIds: [menu.id] })).rejects.toMatchObject({
      code: "not_here",
      details: { what: "file_kind" },
    });
    await expect(answer("Which?", { quickReplies: [{ title: "Green" }] })).rejects.toMatchObject({
      code: "not_here",
    });
    expect(await ours()).toEqual([]);
  });
});

async function rowOf(id: string) {
  const [row] = await db.select().from(messages).where(eq(messages.id, id));
  return row!;
}
