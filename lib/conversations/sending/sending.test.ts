import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { delivery, onTheWire } from "@/db/factories/deliveries";
import { contactIdentities } from "@/db/schema/contacts";
import { beginConversation, type ConversationWithMaria } from "@/db/testing/conversation-with-maria";
import { type HarborCoffee, openHarborCoffee } from "@/db/testing/harbor-coffee";
import { standIn } from "@/lib/channels/facebook/graph-stand-in";
import { keepDelivery } from "@/lib/deliveries/keep-delivery";
import { errorResponse } from "@/lib/http";
import { listConversations } from "../list-conversations";
import { readConversation } from "../read-conversation";
import { signalTyping } from "../signal-contact";
import { deliverMessages } from "./deliver-messages";
import { mindOutbox } from "./mind-outbox";
import { retryMessage } from "./retry-message";
import { draftSchema, sendMessage } from "./send-message";

const HOUR = 3_600_000;

let coffee: HarborCoffee;
let { ana, maria, conversationId, thread, reply, shown, ours, sentSoFar, later, change, findChannel } =
  {} as ConversationWithMaria;

beforeAll(async () => {
  coffee = await openHarborCoffee();
});
afterAll(() => coffee.close());

beforeEach(async () => {
  ({ ana, maria, conversationId, thread, reply, shown, ours, sentSoFar, later, change, findChannel } =
    await beginConversation(coffee));
});

describe("the way of a message", () => {
  test("queued, sent with the platform's id, delivered, read", async () => {
    const { id, status } = await reply("It ships today.");
    expect(status).toBe("queued");

    await coffee.works();
    const [, answer] = (await maria.phone()).messages;
    expect(await shown(id)).toMatchObject({ status: "sent", externalId: answer?.mid, failure: null });
    expect(answer).toMatchObject({ text: "It ships today.", metadata: `pagedesk:${id}` });

    await coffee.hears();
    expect(await ours()).toEqual([["It ships today.", "sent"]]);

    await maria.reads();
    await coffee.hears();
    expect(await shown(id)).toMatchObject({ status: "read", readAt: expect.any(String) });
    expect(await maria.heard()).toEqual(["It ships today."]);
  });

  test("who read while it waited to be sent has not read it", async () => {
    const { id } = await reply("It ships today.");
    await later(60_000);
    await maria.reads();
    await coffee.hears();
    await later(120_000);

    await coffee.works();
    expect((await shown(id)).status).toBe("sent");
    await coffee.hears();
    expect(await shown(id)).toMatchObject({ status: "sent", readAt: null });
    await maria.reads();
    await coffee.hears();
    expect((await shown(id)).status).toBe("read");
  });

  test("a receipt that overtakes the echo is taken back where it spoke of earlier messages", async () => {
    const { id } = await reply("It ships today.");
    await later(60_000);
    await maria.reads();
    await later(120_000);
    await coffee.works();

    await coffee.hears();
    expect(await shown(id)).toMatchObject({ status: "sent", readAt: null, deliveredAt: null });
  });

  test("delivered, where the phone says so by itself", async () => {
    await coffee.facebook.control("POST", "/phone", { autoDeliver: true });
    const { id } = await reply("It ships today.");
    await coffee.works();
    await coffee.hears();

    expect(await shown(id)).toMatchObject({
      status: "delivered",
      deliveredAt: expect.any(String),
      readAt: null,
    });
  });

  test("the echo comes first, then the answer: one message, sent", async () => {
    const { id } = await reply("It ships today.");
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      void standIn((_request, response) => {
        answer = () => response.end(JSON.stringify({ recipient_id: "1", message_id: "m_platform" }));
        resolve();
      });
    });
    const delivering = deliverMessages({ conversationId });
    await asked;
    expect((await shown(id)).status).toBe("sending");

    await hearEcho(id, "m_platform");
    expect((await shown(id)).status).toBe("sent");
    answer();
    await delivering;
    expect(await ours()).toEqual([["It ships today.", "sent"]]);
    expect((await shown(id)).externalId).toBe("m_platform");
  });

  test("typing and seen reach the phone", async () => {
    await signalTyping(ana, conversationId, true);
    expect(await maria.phone()).toMatchObject({ typing: true, seenByPageAt: null });

    const [question] = await thread();
    await readConversation(ana, conversationId, question!.id);
    await coffee.works();
    expect(await maria.phone()).toMatchObject({ seenByPageAt: expect.any(String) });
  });

  test("a note never reaches the platform", async () => {
    const before = await sentSoFar();
    const note = await reply("She called twice.", { visibility: "note" });
    await coffee.works();

    expect(note.status).toBe("sent");
    expect(await sentSoFar()).toBe(before);
    expect(await maria.heard()).toEqual([]);
  });

  test("quick replies and the quoted message go along", async () => {
    const [question] = await thread();
    await reply("Which colour?", {
      replyToId: question!.id,
      quickReplies: [{ title: "Green", payload: "GREEN" }, { title: "Red" }],
    });
    await coffee.works();

    const answer = (await maria.phone()).messages.at(-1);
    expect(answer).toMatchObject({
      text: "Which colour?",
      replyTo: question!.externalId,
      quickReplies: [
        { title: "Green", payload: "GREEN" },
        { title: "Red", payload: "Red" },
      ],
    });
  });
});

describe("refused before anything is sent", () => {
  test.each<[string, () => Promise<unknown>, string, number]>([
    ["the window is shut", () => later(8 * 24 * HOUR), "window_closed", 409],
    ["the channel is switched off", () => change({ active: false }), "channel_inactive", 409],
    ["the token has ended", () => change({ tokenState: "invalid" }), "reconnect_needed", 409],
    ["the Page was disconnected", () => change({ disconnectedAt: new Date() }), "reconnect_needed", 409],
    ["it is too long", () => change({ lengthLimit: 5 }), "too_long", 400],
  ])("%s", async (_case, arrange, code, status) => {
    const before = await sentSoFar();
    await arrange();

    const error = await reply("It ships today.").catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({ code });
    expect(errorResponse(error).status).toBe(status);
    await coffee.works();
    expect(await ours()).toEqual([]);
    expect(await sentSoFar()).toBe(before);
  });

  test("a text of just the limit may go, and one more unit is told with both numbers", async () => {
    await change({ lengthLimit: 6 });
    await reply("🙂🙂🙂");

    await expect(reply("🙂🙂🙂!")).rejects.toMatchObject({
      code: "too_long",
      details: { limit: 6, length: 7 },
    });
  });
});

describe("the window at the moment of sending", () => {
  test("one that shuts while a message waits fails it", async () => {
    const before = await sentSoFar();
    const { id } = await reply("It ships today.");
    await later(8 * 24 * HOUR);
    await coffee.works();

    expect(await shown(id)).toMatchObject({ status: "failed", failure: { reason: "window_closed" } });
    expect(await sentSoFar()).toBe(before);
  });

  test("after a day a person still may, with the tag; where it is switched off, not", async () => {
    await later(25 * HOUR);
    await reply("Sorry for the wait.");
    await coffee.works();
    expect((await coffee.sends()).at(-1)?.body).toMatchObject({
      messaging_type: "MESSAGE_TAG",
      tag: "HUMAN_AGENT",
    });
    expect(await maria.heard()).toEqual(["Sorry for the wait."]);

    await change({ humanAgent: false });
    await expect(reply("Still there?")).rejects.toMatchObject({ code: "window_closed" });
  });
});

describe("the platform refuses", () => {
  test("551: the person can't be reached; sent again under its own id when they can", async () => {
    await coffee.fails({ code: 551, subcode: 1545041, status: 400 });
    const { id } = await reply("It ships today.");
    await coffee.works();
    expect(await shown(id)).toMatchObject({
      status: "failed",
      failure: { reason: "contact_unavailable", retryable: true, detail: expect.stringContaining("551") },
    });
    expect(await maria.heard()).toEqual([]);

    expect(await retryMessage(ana, conversationId, id)).toMatchObject({
      id,
      status: "queued",
      failure: null,
    });
    await coffee.works();
    expect(await shown(id)).toMatchObject({ status: "sent", failure: null });
    expect((await maria.phone()).messages.at(-1)?.metadata).toBe(`pagedesk:${id}`);
  });

  test("190: the channel must be connected again, and nobody can answer until then", async () => {
    await coffee.facebook.control("POST", "/tokens/expire", { pageId: coffee.page.id, subcode: 463 });
    const { id } = await reply("It ships today.");
    await coffee.works();

    expect(await shown(id)).toMatchObject({
      status: "queued",
      failure: null,
      waiting: { reason: "reconnect_needed", retryAt: null },
    });
    expect(await findChannel()).toMatchObject({
      tokenState: "invalid",
      tokenProblem: expect.stringContaining("463"),
    });
    await expect(reply("Hello?")).rejects.toMatchObject({ code: "reconnect_needed" });
  });

  test("613: everything waits, in order, and goes on when time has passed", async () => {
    await coffee.fails({ code: 613, status: 400 });
    await reply("one");
    await reply("two");
    await coffee.works();
    expect(await ours()).toEqual([
      ["one", "queued"],
      ["two", "queued"],
    ]);

    await reply("three");
    await coffee.works();
    expect(await maria.heard()).toEqual([]);
    await mindOutbox();
    await coffee.works();
    expect(await maria.heard()).toEqual([]);

    await later(20_000);
    await coffee.letTimePass();
    await coffee.works();
    expect(await maria.heard()).toEqual(["one", "two", "three"]);
  });
});

describe("asking more than once", () => {
  test("the same draft again is harmless, also at the same moment", async () => {
    const id = crypto.randomUUID();
    const answers = await Promise.all([1, 2, 3].map(() => reply("It ships today.", { id })));
    await reply("It ships today.", { id });
    await coffee.works();
    await reply("It ships today.", { id });
    await coffee.works();

    expect(new Set(answers.map((answer) => answer.id))).toEqual(new Set([id]));
    expect(await maria.heard()).toEqual(["It ships today."]);
  });

  test("an id of another conversation is taken", async () => {
    const { id } = await reply("It ships today.");
    const tom = await coffee.customer("Tom Becker");
    await tom.says("Are you open?");
    await coffee.hears();
    await coffee.works();
    const { conversations: rows } = await listConversations(ana, { q: "Tom" });

    const draft = draftSchema.parse({ id, text: "Yes." });
    await expect(sendMessage(ana, rows[0]!.id, draft)).rejects.toMatchObject({ code: "conflict" });
    expect(await tom.heard()).toEqual([]);
  });

  test("quick replies in a row keep their order, whoever sends them", async () => {
    const texts = ["one", "two", "three", "four", "five"];
    for (const text of texts) await reply(text);
    await Promise.all([1, 2, 3].map(() => deliverMessages({ conversationId })));

    expect(await maria.heard()).toEqual(texts);
    await coffee.hears();
    expect(await ours()).toEqual(texts.map((text) => [text, "sent"]));
  });

  test("sending again what did not fail changes nothing", async () => {
    const { id } = await reply("It ships today.");
    await coffee.works();
    const before = await shown(id);

    expect(await retryMessage(ana, conversationId, id)).toEqual(before);
    await coffee.works();
    expect(await maria.heard()).toEqual(["It ships today."]);
  });
});

/** The platform tells of our message before it answers us. */
async function hearEcho(messageId: string, mid: string) {
  const [identity] = await db.select().from(contactIdentities);
  const element = {
    sender: { id: coffee.page.id },
    recipient: { id: identity!.externalId },
    timestamp: Date.now(),
    message: { is_echo: true, mid, text: "It ships today.", metadata: `pagedesk:${messageId}` },
  };
  const body = Buffer.from(onTheWire(delivery(coffee.page.id, [element])));
  await keepDelivery({ kind: "facebook", appId: "880011223344556", body });
  await coffee.hears();
}
