import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createAgent } from "@/db/factories/people";
import { messages } from "@/db/schema/conversations";
import { events } from "@/db/schema/events";
import { publications } from "@/db/schema/publications";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import { beginInPublic, type MariaInPublic } from "@/db/testing/maria-in-public";
import { findConversation } from "../find-conversation";
import { cancelMessage } from "./cancel-message";
import { retryMessage } from "./retry-message";
import { sendingPatience } from "./sending-patience";

const SECOND = 1_000;
const DAY = 86_400_000;

let coffee: HarborCoffee;
let stage: MariaInPublic;
let { ana, maria, conversationId, comment, privately, shown } = {} as MariaInPublic;
let passed = 0;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

beforeEach(async () => {
  passed = 0;
  stage = await beginInPublic(coffee);
  ({ ana, maria, conversationId, comment, privately, shown } = stage);
});

async function wait(milliseconds: number) {
  passed += milliseconds;
  await stage.later(passed);
  await coffee.letTimePass();
  await coffee.works();
}

const conversation = () => findConversation(ana, conversationId);
const privateReplyState = async () => (await shown(comment.id)).publication?.privateReply.state;

describe("a private reply", () => {
  test("reaches María, marks her comment, and opens no window until she answers", async () => {
    expect(await privateReplyState()).toBe("possible");
    const { id } = await privately("Hello María, let us look into this.");
    expect(await privateReplyState()).toBe("used");
    await coffee.works();

    expect(await maria.heard()).toEqual(["Hello María, let us look into this."]);
    const send = (await coffee.sends()).at(-1);
    expect(send?.body).toMatchObject({ recipient: { comment_id: stage.commentId } });
    expect(send?.body).not.toHaveProperty("tag");
    expect(await shown(id)).toMatchObject({
      status: "sent",
      replyTo: { id: comment.id, visibility: "public" },
    });
    await coffee.hears();
    expect(await conversation()).toMatchObject({
      window: { state: "none" },
      sources: { public: true, private: true },
      waitingSince: null,
      assignee: { id: ana.id },
    });
    await expect(stage.says("And?", {})).rejects.toMatchObject({ code: "window_closed" });

    await maria.says("Thank you!");
    await coffee.hears();
    expect(await conversation()).toMatchObject({ id: conversationId, window: { state: "open" } });
    await stage.says("Gladly.", {});
    await coffee.works();
    expect(await maria.heard()).toEqual(["Hello María, let us look into this.", "Gladly."]);
  });

  test("goes out to a visitor's post as one to a post", async () => {
    await coffee.facebook.control("POST", `/people/${maria.id}/posts`, {
      pageId: coffee.page.id,
      text: "Best coffee in town.",
    });
    await coffee.hears();
    const post = (await stage.thread()).find(({ kind }) => kind === "post");
    await privately("Thank you, María.", { replyToId: post!.id });
    await coffee.works();

    expect((await coffee.sends()).at(-1)?.body).toMatchObject({ recipient: { post_id: post!.externalId } });
    expect(await maria.heard()).toEqual(["Thank you, María."]);
  });

  test("tells whoever watches the post, with each turn that it takes", async () => {
    const told = async () =>
      (await db.select().from(events).where(eq(events.type, "publication.changed"))).length;
    const before = await told();
    const { id } = await privately("Hello María.");
    expect(await told()).toBe(before + 1);
    await cancelMessage(ana, conversationId, id);
    expect(await told()).toBe(before + 2);
    expect(await privateReplyState()).toBe("possible");
  });

  test("is one message: a text and a file, or what is too long, is refused", async () => {
    await expect(privately("a".repeat(641))).rejects.toMatchObject({
      code: "too_long",
      details: { limit: 640, length: 641 },
    });
    await expect(privately("@María", { mentionsContact: true })).rejects.toMatchObject({ code: "not_here" });
    expect(await privateReplyState()).toBe("possible");
  });
});

describe("once", () => {
  test("of two agents at the same moment one is taken", async () => {
    const jonas = await createAgent({ name: "Jonas Weber" });
    const outcomes = await Promise.allSettled([privately("Hello."), privately("Hi.", {}, jonas)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = outcomes.find((outcome) => outcome.status === "rejected");
    expect(refused?.reason).toMatchObject({ code: "private_reply_used" });
    await coffee.works();
    expect(await maria.heard()).toHaveLength(1);
  });

  test("one that was taken back makes room, and can't come back behind another", async () => {
    const first = await privately("Hello.");
    await cancelMessage(ana, conversationId, first.id);
    await privately("Hello María.");
    await expect(retryMessage(ana, conversationId, first.id)).rejects.toMatchObject({
      code: "private_reply_used",
    });
    await coffee.works();
    expect(await maria.heard()).toEqual(["Hello María."]);
  });

  test("used by another tool: told, kept, and not tried again", async () => {
    await coffee.fails({ code: 10900, status: 400 });
    const { id } = await privately("Hello.");
    await coffee.works();
    expect(await shown(id)).toMatchObject({
      status: "failed",
      failure: { reason: "private_reply_used", retryable: false },
    });
    expect(await privateReplyState()).toBe("used");
    await expect(privately("Hello again.")).rejects.toMatchObject({ code: "private_reply_used" });
  });

  test.each([
    [10903, "late"],
    [10902, "impossible"],
  ])("%i: %s", async (code, state) => {
    await coffee.fails({ code, status: 400 });
    const { id } = await privately("Hello.");
    await coffee.works();
    expect((await shown(id)).failure?.reason).toBe(`private_reply_${state}`);
    expect(await privateReplyState()).toBe(state);
  });

  test.each<[string, Record<string, unknown>]>([
    ["lost on the way back", { cut: true, when: "after" }],
    ["lost on the way there", { cut: true }],
  ])("an answer that is %s", async (_case, fault) => {
    await coffee.facebook.control("PUT", "/moods", { hold: true });
    await coffee.fails(fault);
    const { id } = await privately("Hello.");
    await coffee.works();
    await wait(sendingPatience.echo + SECOND);
    await wait(sendingPatience.secondLook + SECOND);
    await wait(sendingPatience.secondLook + SECOND);

    expect(await maria.heard()).toEqual(["Hello."]);
    expect((await shown(id)).status).toBe("sent");
  });
});

test("one that was given up and arrived after all leaves its place to the next", async () => {
  await coffee.facebook.control("PUT", "/moods", { hold: true });
  await coffee.fails({ cut: true, when: "after", times: 1 });
  const first = await privately("Hello.");
  await coffee.works();
  await db
    .update(messages)
    .set({ status: "failed", failureReason: "not_delivered" })
    .where(eq(messages.id, first.id));
  const second = await privately("Hello María.");

  await coffee.calm();
  await coffee.hears();
  await coffee.works();
  expect(await maria.heard()).toEqual(["Hello."]);
  expect(await stage.ours()).toEqual([
    ["Hello.", "sent"],
    ["Hello María.", "failed"],
  ]);
  expect((await shown(second.id)).failure?.reason).toBe("private_reply_used");
});

describe("what is said of it in public", () => {
  const LINE = "We have written to you.";
  const said = async () => (await stage.below()).map(({ text }) => text);
  const both = async () => {
    const reply = await privately("Hello María.");
    const line = await stage.answer(LINE, { replyToId: comment.id, goesAfterId: reply.id });
    return { reply, line };
  };

  test("goes out behind it", async () => {
    await both();
    await coffee.works();
    expect(await maria.heard()).toEqual(["Hello María."]);
    expect(await said()).toEqual([LINE]);
  });

  test("waits, in words, as long as it waits", async () => {
    await coffee.fails({ code: 4, status: 400 });
    const { line } = await both();
    await coffee.works();
    expect(await said()).toEqual([]);
    expect(await shown(line.id)).toMatchObject({
      status: "queued",
      waiting: { message: expect.stringContaining("once the private reply") },
    });
    await coffee.facebook.control("DELETE", "/faults");
    await wait(2 * 3_600 * SECOND);
    expect(await maria.heard()).toEqual(["Hello María."]);
    expect(await said()).toEqual([LINE]);
  });

  test("holds up no other answer meanwhile", async () => {
    await coffee.facebook.control("PUT", "/moods", { hold: true });
    await coffee.fails({ cut: true, when: "after", times: 1 });
    await both();
    await stage.answer("We are open until six.", { replyToId: comment.id });
    await coffee.works();
    expect(await said()).toEqual(["We are open until six."]);
  });

  test("goes also after a wait for which a public reply alone is given up", async () => {
    await coffee.fails({ code: 4, status: 400 });
    await both();
    await coffee.works();
    expect(await said()).toEqual([]);
    await wait(13 * 3_600 * SECOND);
    expect(await maria.heard()).toEqual(["Hello María."]);
    expect(await said()).toEqual([LINE]);
  });

  test("waits for the echo where nobody knows whether it arrived", async () => {
    await coffee.facebook.control("PUT", "/moods", { hold: true });
    await coffee.fails({ cut: true, when: "after", times: 1 });
    await both();
    await coffee.works();
    expect(await said()).toEqual([]);
    await coffee.calm();
    await coffee.hears();
    await coffee.works();
    expect(await maria.heard()).toEqual(["Hello María."]);
    expect(await said()).toEqual([LINE]);
  });

  test.each<[string, (replyId: string) => Promise<unknown>]>([
    ["Facebook refused", async () => coffee.works()],
    ["was taken back", (replyId) => cancelMessage(ana, conversationId, replyId)],
  ])("is not said of one that %s", async (_case, end) => {
    await coffee.fails({ code: 10900, status: 400 });
    const { reply, line } = await both();
    await end(reply.id);
    await coffee.works();
    const notSaid = { status: "failed", failure: { reason: "private_reply_not_sent", retryable: true } };
    expect(await shown(line.id)).toMatchObject(notSaid);
    await retryMessage(ana, conversationId, line.id);
    await coffee.works();
    expect(await shown(line.id)).toMatchObject(notSaid);
    expect(await said()).toEqual([]);
    expect(await maria.heard()).toEqual([]);
  });

  test("is refused where there is no such reply", async () => {
    const unknown = { replyToId: comment.id, goesAfterId: crypto.randomUUID() };
    await expect(stage.answer(LINE, unknown)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("not any more", () => {
  test("after seven days, before anything is stored", async () => {
    await stage.later(7 * DAY + SECOND);
    await expect(privately("Hello.")).rejects.toMatchObject({ code: "private_reply_late" });
    expect(await stage.ours()).toEqual([]);
  });

  test("after seven days, also where it was taken in time and had to wait", async () => {
    const before = (await coffee.sends()).length;
    const { id } = await privately("Hello.");
    await wait(7 * DAY + SECOND);
    expect(await shown(id)).toMatchObject({ status: "failed", failure: { reason: "private_reply_late" } });
    expect((await coffee.sends()).length).toBe(before);
  });

  test("to what was removed", async () => {
    await coffee.facebook.control("POST", `/people/${maria.id}/public-removals`, { id: stage.commentId });
    await coffee.hears();
    await expect(privately("Hello.")).rejects.toMatchObject({ code: "private_reply_impossible" });
  });

  test("to what the platform refused before", async () => {
    await db.update(publications).set({ privateReplyRefusal: "used" });
    await expect(privately("Hello.")).rejects.toMatchObject({ code: "private_reply_used" });
  });

  test("to what the Page itself said", async () => {
    await stage.answer("We do.");
    await coffee.works();
    await coffee.hears();
    const own = (await stage.thread()).find(({ text }) => text === "We do.");
    await expect(privately("Hello.", { replyToId: own!.id })).rejects.toMatchObject({
      code: "private_reply_impossible",
    });
  });
});
