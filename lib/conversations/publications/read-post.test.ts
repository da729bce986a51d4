import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { comment, commentId, MARIA, post, TOM } from "@/db/factories/public-events";
import { conversations, messages } from "@/db/schema/conversations";
import { publications } from "@/db/schema/publications";
import type { PublicEvent } from "@/lib/channels/channel";
import { standIn } from "@/lib/channels/facebook/graph-stand-in";
import { mayCall, recordPressure } from "@/lib/channels/pacing";
import { applyPublicEvents } from "../receiving/apply-public-events";
import { readPost } from "./read-post";

let page: Awaited<ReturnType<typeof createChannel>>;
let postId: string;
let asked: string[] = [];

beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events, platform_pauses cascade`);
  await db.execute(sql`delete from graphile_worker._private_jobs`);
  page = await createChannel({ isPublic: true });
  postId = `${page.externalId}_1`;
  asked = [];
});

function at(minutesAgo: number) {
  return { channelExternalId: page.externalId, at: new Date(Date.now() - minutesAgo * 60_000) };
}
function told(...publicEvents: PublicEvent[]) {
  return db.transaction((tx) => applyPublicEvents(tx, page, publicEvents));
}
const reads = () => readPost({ channelId: page.id, postExternalId: postId });

type Answers = Record<string, [status: number, body: unknown]>;

/** The platform by path; what it has no answer for is gone. */
async function facebook(answers: Answers) {
  await standIn((request, response) => {
    const path = new URL(request.url!, "http://graph").pathname.replace(/^\/v[\d.]+\//, "");
    asked.push(path);
    const [status, body] = answers[path] ?? refusal(100, 33);
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify(body));
  });
}

const refusal = (code: number, error_subcode?: number): [number, unknown] => [
  400,
  { error: { code, error_subcode, message: "no", type: "OAuthException" } },
];
const written = (minutesAgo: number) => new Date(Date.now() - minutesAgo * 60_000).toISOString();
const thePost = (): [number, unknown] => [
  200,
  {
    id: postId,
    message: "Our autumn roast is here",
    created_time: written(6_000),
    from: { id: page.externalId },
  },
];
const node = (id: string, text: string, from: { id: string; name: string }, parent?: string) => ({
  id: commentId(id),
  message: text,
  created_time: written(5_000 - Number(id)),
  from,
  ...(parent && { parent: { id: commentId(parent) } }),
});

async function rowOf(externalId: string) {
  const [row] = await db.select().from(publications).where(eq(publications.externalId, externalId));
  return row;
}
async function waiting() {
  const { rows } = await db.execute<{ payload: unknown }>(
    sql`select payload from graphile_worker._private_jobs as job
      join graphile_worker._private_tasks as task on task.id = job.task_id
      where task.identifier = 'read-post' order by job.id`,
  );
  return rows.map(({ payload }) => payload);
}

describe("asked for", () => {
  test("once for each post that nobody has told, however many of its comments come", async () => {
    await told(comment({ ...at(30), comment: "8" }), comment({ ...at(29), comment: "9", by: TOM }));
    await told(comment({ ...at(28), comment: "10" }));
    expect(await waiting()).toEqual([{ channelId: page.id, postExternalId: postId }]);
  });

  test("not where all was told", async () => {
    await told(
      post(at(60)),
      comment({ ...at(30), comment: "8" }),
      comment({ ...at(20), comment: "9", to: "8" }),
    );
    expect(await waiting()).toEqual([]);
  });
});

describe("a post that was known by its id alone", () => {
  test("gets its words, and what stands around the comment opens no conversation", async () => {
    await told(comment({ ...at(30), comment: "8", text: "Do you deliver?" }));
    await facebook({
      [postId]: thePost(),
      [`${postId}/comments`]: [
        200,
        {
          data: [
            node("2", "Me too", MARIA, "1"),
            node("1", "First!", TOM),
            { ...node("8", "Do you still deliver?", MARIA), user_likes: true },
          ],
        },
      ],
    });
    await reads();

    expect(await rowOf(postId)).toMatchObject({
      text: "Our autumn roast is here",
      readAt: expect.any(Date),
      readProblem: null,
    });
    expect(await rowOf(commentId("1"))).toMatchObject({
      text: "First!",
      isTold: false,
      contactExternalId: null,
    });
    expect(await rowOf(commentId("8"))).toMatchObject({
      text: "Do you deliver?",
      isLiked: true,
      isTold: true,
    });
    expect((await db.select().from(messages)).map(({ text }) => text)).toEqual(["Do you deliver?"]);
    expect(await waiting()).toHaveLength(1);

    asked = [];
    await reads();
    expect(asked).toEqual([]);
  });

  test("what was read around and is told later opens its conversation after all", async () => {
    await told(comment({ ...at(30), comment: "8" }));
    const comments: [number, unknown] = [200, { data: [node("1", "First!", TOM)] }];
    await facebook({ [postId]: thePost(), [`${postId}/comments`]: comments });
    await reads();
    expect(await db.select().from(conversations)).toHaveLength(1);

    await told(comment({ ...at(5_000), comment: "1", by: TOM, text: "First!" }));
    expect(await db.select().from(conversations)).toHaveLength(2);
  });

  test("what an answer answers is asked for, too, up to the comment that began it", async () => {
    await told(post(at(60)), comment({ ...at(30), comment: "8", to: "7" }));
    const [deep, top] = [node("7", "And abroad?", TOM, "6"), node("6", "Do you deliver?", MARIA)];
    await facebook({ [commentId("7")]: [200, deep], [commentId("6")]: [200, top] });
    await reads();

    expect(asked).toEqual([commentId("7"), commentId("6")]);
    expect(await rowOf(commentId("7"))).toMatchObject({
      text: "And abroad?",
      parentExternalId: commentId("6"),
    });
    // María goes on in an exchange that she began, long before anybody listened.
    expect(await rowOf(commentId("8"))).toMatchObject({ contactExternalId: MARIA.id });
  });
});

describe("what the platform does not show", () => {
  test("an ad: it says so on the card, and is not asked for again", async () => {
    await told(comment({ ...at(30), comment: "8" }));
    await facebook({});
    await reads();
    expect(await rowOf(postId)).toMatchObject({
      saidAt: null,
      readAt: expect.any(Date),
      readProblem: expect.stringContaining("ad"),
    });

    asked = [];
    await told(comment({ ...at(20), comment: "9" }));
    await reads();
    expect(asked).toEqual([]);
  });

  test("for want of a permission: in words, and again with the next comment", async () => {
    await told(comment({ ...at(30), comment: "8" }));
    await facebook({ [postId]: refusal(10), [`${postId}/comments`]: refusal(10) });
    await reads();
    expect(await rowOf(postId)).toMatchObject({
      readAt: null,
      readProblem: expect.stringContaining("connect it"),
    });

    await facebook({ [postId]: thePost(), [`${postId}/comments`]: [200, { data: [] }] });
    await reads();
    expect(await rowOf(postId)).toMatchObject({ readAt: expect.any(Date), readProblem: null });
  });

  test.each([
    ["busy", refusal(613)],
    ["out of order", [502, "a proxy's page"] as [number, unknown]],
  ])("because it is %s: it is asked again", async (_name, answer) => {
    await told(comment({ ...at(30), comment: "8" }));
    await facebook({ [postId]: answer });
    await expect(reads()).rejects.toThrow("could not be read");
    expect(await rowOf(postId)).toMatchObject({ readAt: null, readProblem: null });
  });

  test("or because only its comments are busy: then both are asked for again", async () => {
    await told(comment({ ...at(30), comment: "8" }));
    await facebook({ [postId]: thePost(), [`${postId}/comments`]: refusal(613) });
    await expect(reads()).rejects.toThrow("could not be read");
    expect(await rowOf(postId)).toMatchObject({ text: null, readAt: null });
  });
});

test("while the Page is asked less, context gives way", async () => {
  await told(comment({ ...at(30), comment: "8" }));
  await recordPressure(db, page, {
    scope: "page",
    state: "refused",
    seconds: 60,
    reason: "platform_busy",
    detail: "a limit",
  });
  expect((await mayCall(page, "profile")).granted).toBe(false);
  await facebook({});
  await reads();
  expect(asked).toEqual([]);
  expect(await waiting()).toHaveLength(1);
});

test("nobody is asked where posts and comments are switched off", async () => {
  await told(comment({ ...at(30), comment: "8" }));
  await db.execute(sql`update channels set is_public = false`);
  await facebook({});
  await reads();
  expect(asked).toEqual([]);
});
