import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { db } from "@/db/client";
import { createChannel } from "@/db/factories/channels";
import { createAgent, createUser } from "@/db/factories/people";
import { comment, commentId, commentRemoval, post, TOM } from "@/db/factories/public-events";
import { publications } from "@/db/schema/publications";
import type { Agent } from "@/lib/auth/agent";
import { applyPublicEvents } from "../receiving/apply-public-events";
import { listComments } from "./list-comments";

let ana: Agent;
let postId: string;

/** Ten comments a minute apart, of which the last three share a second; one that is known by its id alone. */
beforeEach(async () => {
  await db.execute(sql`truncate users, channels, contacts, events cascade`);
  ana = await createAgent({ name: "Ana" });
  const page = await createChannel({ isPublic: true });
  const here = { channelExternalId: page.externalId };
  const at = (minute: number) => ({
    ...here,
    at: new Date(Date.UTC(2026, 10, 20, 12, Math.min(minute, 18))),
  });
  const names = [11, 12, 13, 14, 15, 16, 17, 18, 19, 20];
  await db.transaction((tx) =>
    applyPublicEvents(tx, page, [
      post(at(0)),
      ...names.map((minute) => comment({ ...at(minute), comment: `${minute}`, text: `${minute}` })),
      commentRemoval({ ...at(18), comment: "99" }),
      comment({ ...at(5), comment: "elsewhere", post: "2", by: TOM }),
    ]),
  );
  const [row] = await db
    .select()
    .from(publications)
    .where(eq(publications.externalId, `${page.externalId}_1`));
  postId = row!.id;
});

async function idOf(name: string) {
  const [row] = await db
    .select()
    .from(publications)
    .where(eq(publications.externalId, commentId(name)));
  return row!.id;
}
const texts = async (page?: Parameters<typeof listComments>[2]) => {
  const { comments, ...rest } = await listComments(ana, postId, page);
  return { ...rest, texts: comments.map(({ text }) => text).join(" ") };
};

test("the newest, oldest first, and on to the beginning", async () => {
  const end = await texts({ limit: 4 });
  expect(end).toMatchObject({ texts: "17 18 19 20", nextCursor: await idOf("17"), newerCursor: null });
  expect(end.post).toMatchObject({ id: postId, text: "Our autumn roast is here" });

  const middle = await texts({ limit: 4, cursor: end.nextCursor! });
  expect(middle.texts).toBe("13 14 15 16");
  expect(await texts({ limit: 4, cursor: middle.nextCursor! })).toMatchObject({
    texts: "11 12",
    nextCursor: null,
  });
});

test("around one, and from there to the end", async () => {
  const around = await texts({ limit: 4, around: await idOf("14") });
  expect(around).toMatchObject({ texts: "13 14 15 16", nextCursor: await idOf("13") });

  const after = await texts({ limit: 3, after: around.newerCursor! });
  expect(after).toMatchObject({ texts: "17 18 19", newerCursor: await idOf("19") });
  expect(await texts({ limit: 3, after: after.newerCursor! })).toMatchObject({
    texts: "20",
    newerCursor: null,
  });
});

test("what was removed keeps its place without its words; what is known by its id alone has none", async () => {
  await db.execute(sql`update publications set removed_at = now() where external_id = ${commentId("19")}`);
  const { comments } = await listComments(ana, postId, { limit: 3 });
  expect(comments.map(({ text }) => text)).toEqual(["18", null, "20"]);
});

test("only what stands there, and only for those who may see conversations", async () => {
  for (const edge of ["around", "cursor", "after"])
    await expect(listComments(ana, postId, { [edge]: crypto.randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
  await expect(listComments(ana, await idOf("11"))).rejects.toMatchObject({ code: "not_found" });

  const external = await createUser({ name: "A tool", role: "external" });
  await expect(listComments({ ...ana, id: external.id }, postId)).rejects.toMatchObject({
    code: "not_found",
  });
  const disabled = await createUser({ name: "Nils", disabledAt: new Date() });
  await expect(listComments({ ...ana, id: disabled.id }, postId)).rejects.toMatchObject({
    code: "not_found",
  });
});
