import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { createAgent } from "@/db/factories/people";
import { comment, commentHiding, commentId, MARIA, post, TOM } from "@/db/factories/public-events";
import { attachments, conversations, messages } from "@/db/schema/conversations";
import { events } from "@/db/schema/events";
import { publications } from "@/db/schema/publications";
import type { Agent } from "@/lib/auth/agent";
import type { PublicEvent } from "@/lib/channels/channel";
import { standIn } from "@/lib/channels/facebook/graph-stand-in";
import { listMessages } from "../list-messages";
import { applyPublicEvents } from "../receiving/apply-public-events";
import { adoptPublication } from "./adopt-publication";
import { moderatePublication } from "./moderate-publication";

let ana: Agent;
let page: Awaited<ReturnType<typeof createChannel>>;
let asked: string[] = [];

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events, platform_pauses cascade`);
  ana = await createAgent({ name: "Ana" });
  page = await createChannel({ isPublic: true });
  await told(
    post(at(60)),
    comment({ ...at(30), comment: "1", text: "Never again!" }),
    comment({ ...at(20), comment: "2", to: "1", by: TOM, text: "You are a fool" }),
  );
});

function at(minutesAgo: number) {
  return { channelExternalId: page.externalId, at: new Date(Date.now() - minutesAgo * 60_000) };
}

function told(...publicEvents: PublicEvent[]) {
  return db.transaction((tx) => applyPublicEvents(tx, page, publicEvents));
}

/** The platform, by what is asked: `GET /1_2` and so on. What it has no answer for it has done. */
async function facebook(answers: Record<string, [status: number, body: unknown]> = {}) {
  asked = [];
  await standIn((request, response) => {
    const { pathname } = new URL(request.url!, "http://graph");
    const what = `${request.method} ${pathname.replace(/^\/v[\d.]+/, "")}`;
    asked.push(what);
    const [status, body] = answers[what] ?? [200, { success: true }];
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  });
}

const refusal = (code: number, error_subcode?: number): [number, unknown] => [
  400,
  { error: { code, error_subcode, message: "no", type: "OAuthException" } },
];

function thePost(): [number, unknown] {
  const id = `${page.externalId}_1`;
  return [200, { id, message: "Our autumn roast is here", created_time: "2026-11-15T09:00:00+0000" }];
}

async function publicationOf(comment: string) {
  const [row] = await db
    .select()
    .from(publications)
    .where(eq(publications.externalId, commentId(comment)));
  return row!;
}
async function messageOf(comment: string) {
  const [row] = await db
    .select()
    .from(messages)
    .where(eq(messages.externalId, commentId(comment)));
  return row;
}
const moderate = async (comment: string, action: Parameters<typeof moderatePublication>[2]) =>
  moderatePublication(ana, (await publicationOf(comment)).id, action);

describe("as the Page", () => {
  test("a comment is hidden and shown again, in the thread too", async () => {
    await facebook();
    expect(await moderate("1", "hide")).toMatchObject({ hidden: true });
    const { conversationId, revision } = (await messageOf("1"))!;
    expect((await listMessages(ana, conversationId)).messages[0]?.publication).toMatchObject({
      hidden: true,
    });

    expect(await moderate("1", "unhide")).toMatchObject({ hidden: false });
    expect((await messageOf("1"))!.revision).toBeGreaterThan(revision);
    expect(asked).toEqual(["POST /1_1", "POST /1_1"]);
  });

  test("what is liked already is not liked again", async () => {
    await facebook();
    expect(await moderate("1", "like")).toMatchObject({ liked: true });
    expect(await moderate("1", "like")).toMatchObject({ liked: true });
    expect(asked).toEqual(["POST /1_1/likes"]);

    expect(await moderate("1", "unlike")).toMatchObject({ liked: false });
  });

  test("what stands around others' matters can be hidden as well, and those who look on are told", async () => {
    await facebook();
    expect(await moderate("2", "hide")).toMatchObject({
      hidden: true,
      messageId: null,
      author: { name: "Tom" },
    });
    const heard = await db.select().from(events).where(eq(events.type, "publication.changed"));
    expect(heard.at(-1)?.details).toEqual({ publicationIds: [(await publicationOf("2")).id] });
  });

  test("the platform's own telling of the same changes nothing", async () => {
    await facebook();
    await moderate("1", "hide");
    await moderate("1", "unhide");
    const before = await publicationOf("1");
    await told(commentHiding({ ...at(0.1), comment: "1", hidden: true }));
    expect(await publicationOf("1")).toEqual(before);
  });
});

describe("deleted on the platform", () => {
  test("neither its words nor its files stay here, and asking again is harmless", async () => {
    await told(
      comment({
        ...at(10),
        comment: "3",
        text: "Look at this",
        files: [{ type: "image", url: "https://cdn.example/insult.jpg" }],
      }),
    );
    await facebook();
    expect(await moderate("3", "delete")).toMatchObject({
      text: null,
      files: [],
      removedAt: expect.any(String),
    });
    expect(await moderate("3", "delete")).toMatchObject({ text: null });
    expect(asked).toEqual(["DELETE /1_3"]);

    expect(await publicationOf("3")).toMatchObject({ text: null, files: [] });
    expect(await messageOf("3")).toMatchObject({ text: null, details: null, deletedAt: expect.any(Date) });
    expect(await db.select().from(attachments)).toEqual([]);
  });

  test("what answers it goes with it", async () => {
    await facebook();
    await moderate("1", "delete");
    expect(await publicationOf("2")).toMatchObject({ text: null, removedAt: expect.any(Date) });
  });

  test("nobody can like or hide what is removed", async () => {
    await facebook();
    await moderate("1", "delete");
    await expect(moderate("1", "hide")).rejects.toMatchObject({ code: "gone" });
    await expect(moderate("1", "like")).rejects.toMatchObject({ code: "gone" });
  });
});

describe("what the platform refuses", () => {
  test("what it has no longer counts as removed", async () => {
    const shown = { [`GET /${page.externalId}_1`]: thePost() };
    await facebook({ ...shown, "POST /1_1": refusal(100, 33), "GET /1_1": refusal(100, 33) });
    await expect(moderate("1", "hide")).rejects.toMatchObject({ code: "gone" });
    expect(await publicationOf("1")).toMatchObject({ text: null, isHidden: false });

    await facebook({ ...shown, "DELETE /1_2": refusal(100, 33), "GET /1_2": refusal(100, 33) });
    expect(await moderate("2", "delete")).toMatchObject({ removedAt: expect.any(String) });
  });

  test("below an ad that it does not show, nothing is known to be gone", async () => {
    const [gone, post] = [refusal(100, 33), `GET /${page.externalId}_1`];
    await facebook({ "DELETE /1_1": gone, "GET /1_1": gone, [post]: gone });
    await expect(moderate("1", "delete")).rejects.toMatchObject({ code: "platform_refused" });
    expect(await publicationOf("1")).toMatchObject({ text: "Never again!", removedAt: null });
  });

  test("what it still shows is not given up for it", async () => {
    const shown = { id: "1_1", message: "Never again!", created_time: "2026-11-15T09:00:00+0000" };
    await facebook({ "DELETE /1_1": refusal(100, 33), "GET /1_1": [200, shown] });
    await expect(moderate("1", "delete")).rejects.toMatchObject({ code: "platform_refused" });
    expect(await publicationOf("1")).toMatchObject({ text: "Never again!", removedAt: null });
  });

  test.each([
    ["a permission", refusal(10), "platform_refused"],
    ["a token that has ended", refusal(190, 460), "reconnect_needed"],
    ["a block", refusal(368), "platform_refused"],
    ["a limit", refusal(32), "too_many_requests"],
    ["a fault", [502, "a proxy's page"] as [number, unknown], "platform_unreachable"],
  ])("%s is told in words, and nothing changes", async (_name, answer, code) => {
    await facebook({ "POST /1_1": answer });
    const before = await publicationOf("1");
    await expect(moderate("1", "hide")).rejects.toMatchObject({
      code,
      message: expect.stringContaining(" "),
    });
    expect(await publicationOf("1")).toEqual(before);
  });
});

describe("what cannot be done", () => {
  test.each(["hide", "delete"] as const)("to %s a post of the Page", async (action) => {
    await facebook();
    const [own] = await db.select().from(publications).where(eq(publications.kind, "post"));
    await expect(moderatePublication(ana, own!.id, action)).rejects.toMatchObject({ code: "conflict" });
    expect(asked).toEqual([]);
  });

  test("to hide what the Page said; it can be deleted", async () => {
    await told(comment({ ...at(10), comment: "4", to: "1", by: null, text: "We are sorry" }));
    await facebook();
    await expect(moderate("4", "hide")).rejects.toMatchObject({ code: "conflict" });
    expect(await moderate("4", "delete")).toMatchObject({ removedAt: expect.any(String) });
  });

  test("anything at all for somebody who may see nothing", async () => {
    await facebook();
    const { id } = await publicationOf("1");
    const external = { ...ana, id: crypto.randomUUID() };
    await expect(moderatePublication(external, id, "hide")).rejects.toMatchObject({ code: "not_found" });
    await expect(adoptPublication(external, id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("without a token, or with posts and comments switched off", async () => {
    await facebook();
    const { id } = await publicationOf("1");
    await db.execute(sql`update channels set token_state = 'invalid'`);
    await expect(moderatePublication(ana, id, "hide")).rejects.toMatchObject({ code: "reconnect_needed" });
    await db.execute(sql`update channels set is_public = false`);
    await expect(moderatePublication(ana, id, "hide")).rejects.toMatchObject({ code: "channel_inactive" });
    expect(asked).toEqual([]);
  });
});

describe("made a matter of its own", () => {
  test("it opens a conversation with its author, once, and what they go on to say joins it", async () => {
    const { id } = await publicationOf("2");
    const conversation = await adoptPublication(ana, id);
    expect(conversation).toMatchObject({
      contact: { name: "Tom" },
      sources: { public: true, private: false },
      window: { state: "none" },
      lastMessage: { text: "You are a fool" },
    });
    expect((await adoptPublication(ana, id)).id).toBe(conversation.id);
    expect(await db.select().from(conversations)).toHaveLength(2);
  });

  test("what has a conversation keeps it", async () => {
    const { conversationId } = (await messageOf("1"))!;
    expect((await adoptPublication(ana, (await publicationOf("1")).id)).id).toBe(conversationId);
  });

  test("what was only read around can be, too", async () => {
    await told({ ...comment({ ...at(50), comment: "9", by: TOM, text: "Long ago" }), around: true });
    expect(await messageOf("9")).toBeUndefined();
    expect(await adoptPublication(ana, (await publicationOf("9")).id)).toMatchObject({
      lastMessage: { text: "Long ago" },
    });
  });

  test("nobody is there to talk to where the Page spoke, or nobody knows who did", async () => {
    await told(
      comment({ ...at(10), comment: "5", by: null }),
      comment({ ...at(9), comment: "6", to: "1", by: { ...MARIA, id: "" }, authorExternalId: null }),
    );
    for (const which of ["5", "6"])
      await expect(adoptPublication(ana, (await publicationOf(which)).id)).rejects.toMatchObject({
        code: "conflict",
      });
  });
});
