import { describe, expect, test } from "vitest";
import { aMessage, aPost, uuid } from "@/components/realtime/testing-shapes";
import type { Message } from "@/lib/conversations/shapes";
import { firstUnread, threadRows } from "./thread-rows";

const style = { locale: "en-GB", timeZone: "UTC" };
const ana = { kind: "agent", id: uuid(600), name: "Ana" } as const;
const reply = (number: number, change: Partial<Message> = {}) =>
  aMessage(number, { direction: "out", author: ana, status: "sent", ...change });
const nobody = { kind: "system", id: null, name: "Pagedesk" } as const;
const publicPart = (number: number): NonNullable<Message["publication"]> => ({
  id: uuid(2000 + number),
  kind: "comment",
  hidden: false,
  liked: false,
  permalinkUrl: null,
  privateReply: { state: "possible", until: null },
});
const rowsOf = (messages: Message[], complete = true) =>
  threadRows(messages, { unread: null, complete, style });

describe("a thread from top to bottom", () => {
  test("groups what one author says within five minutes", () => {
    const rows = rowsOf([aMessage(1), aMessage(2), reply(3), aMessage(20), aMessage(30)]);
    const groups = rows.map((row) => (row.kind === "bubble" ? [row.startsGroup, row.endsGroup] : row.kind));

    expect(groups).toEqual(["day", [true, false], [false, true], [true, true], [true, true], [true, true]]);
  });

  test("keeps a note apart from the reply of the same agent", () => {
    const [, first] = rowsOf([reply(1), reply(2, { visibility: "note" })]);
    expect(first).toMatchObject({ kind: "bubble", endsGroup: true });
  });

  test("begins each day by its name, as the reader's zone counts days", () => {
    const late = aMessage(1, { sentAt: "2026-11-20T23:30:00.000Z" });
    const early = aMessage(2, { sentAt: "2026-11-21T00:30:00.000Z" });
    const days = (timeZone: string) =>
      threadRows([late, early], { unread: null, complete: true, style: { ...style, timeZone } }).filter(
        ({ kind }) => kind === "day",
      ).length;

    expect([days("UTC"), days("America/New_York")]).toEqual([2, 1]);
  });

  test("doesn't name the day of its first message while older ones may belong to it", () => {
    expect(rowsOf([aMessage(1)], false).map(({ kind }) => kind)).toEqual(["bubble"]);
  });

  test("draws the line before the first unread message", () => {
    const messages = [aMessage(1), aMessage(2), aMessage(3)];
    const rows = threadRows(messages, { unread: { from: uuid(2), count: 2 }, complete: false, style });

    expect(rows.map(({ key }) => key)).toEqual([uuid(1), "unread", uuid(2), uuid(3)]);
  });
});

describe("public stretches", () => {
  const roast = aPost();
  const hours = aPost({ id: uuid(1001), text: "New opening hours" });
  const comment = (number: number, change: Partial<Message> = {}) =>
    aMessage(number, {
      visibility: "public",
      kind: "comment",
      post: roast,
      publication: publicPart(number),
      ...change,
    });
  const kindsOf = (messages: Message[]) => rowsOf(messages, false).map(({ key, kind }) => [kind, key]);
  const threadsOf = (messages: Message[]) =>
    rowsOf(messages).flatMap((row) => (row.kind === "bubble" ? [[row.around, row.startsThread]] : []));

  test("begin with their post, which stands once above all that follows under it", () => {
    expect(kindsOf([comment(1), comment(2)])).toEqual([
      ["post", `post ${uuid(1)}`],
      ["bubble", uuid(1)],
      ["bubble", uuid(2)],
    ]);
  });

  test("end where another post begins, and come back when the first goes on", () => {
    const kinds = kindsOf([comment(1), comment(2, { post: hours }), comment(3)]).map(([kind]) => kind);
    expect(kinds).toEqual(["post", "bubble", "post", "bubble", "post", "bubble"]);
  });

  test("are told from private ones on both sides", () => {
    const kinds = kindsOf([aMessage(1), comment(2), reply(3), aMessage(4), comment(5)]).map(([kind]) => kind);
    expect(kinds).toEqual(["bubble", "post", "bubble", "private", "bubble", "bubble", "post", "bubble"]);
  });

  test("go on over notes and what happened around the words", () => {
    const between = [reply(2, { visibility: "note" }), aMessage(3, { kind: "system", author: nobody })];
    const kinds = kindsOf([comment(1), ...between, comment(4)]).map(([kind]) => kind);
    expect(kinds).toEqual(["post", "bubble", "bubble", "system", "bubble"]);
  });

  test("don't group a comment with a private message of the same minute", () => {
    const groups = rowsOf([comment(1), aMessage(2), aMessage(3)], false).flatMap((row) =>
      row.kind === "bubble" ? [[row.startsGroup, row.endsGroup]] : [],
    );
    expect(groups).toEqual([
      [true, true],
      [true, false],
      [false, true],
    ]);
  });

  test("show the post as it was last heard of", () => {
    const read = comment(2, { post: aPost({ text: "Read meanwhile", revision: 2 }) });
    const [card] = rowsOf([comment(1), read], false);
    expect(card).toMatchObject({ kind: "post", post: { text: "Read meanwhile" } });
  });

  test("take in an answer that the platform hasn't named yet", () => {
    const underWay = { visibility: "public", post: null, publication: null } as const;
    const answer = reply(3, { ...underWay, replyToId: uuid(1) });
    const kinds = kindsOf([comment(1), comment(2, { post: hours }), answer]).map(([kind]) => kind);

    expect(kinds).toEqual(["post", "bubble", "post", "bubble", "post", "bubble"]);
    expect(kindsOf([comment(1), reply(2, underWay)]).map(([kind]) => kind)).toEqual([
      "post",
      "bubble",
      "bubble",
    ]);
  });

  test("have a place for a post of which nothing is known yet", () => {
    expect(rowsOf([comment(1, { post: null })], false)[0]).toMatchObject({ kind: "post", post: null });
  });

  test("name each comment thread by the first message of it", () => {
    const threads = threadsOf([comment(1), comment(2), comment(3, { replyToId: uuid(1) })]);
    expect(threads).toEqual([
      [uuid(2001), true],
      [uuid(2002), true],
      [uuid(2001), false],
    ]);
  });

  test("take all that stands under a visitor's post for one comment thread", () => {
    const post = aPost({ byPage: false });
    expect(threadsOf([comment(1, { kind: "post", post }), comment(2, { post })])).toEqual([
      [null, true],
      [null, false],
    ]);
  });

  test("don't take a post of which only the id is known for a visitor's", () => {
    const post = aPost({ byPage: false, authorName: null, publishedAt: null });
    expect(threadsOf([comment(1, { post })])).toEqual([[uuid(2001), true]]);
  });

  test("don't lose their way where two messages are said to answer each other", () => {
    const threads = threadsOf([comment(1, { replyToId: uuid(2) }), comment(2, { replyToId: uuid(1) })]);
    expect(threads).toHaveLength(2);
  });
});

describe("the unread stretch", () => {
  test("counts what the contact wrote, not what was answered between", () => {
    expect(firstUnread([aMessage(1), aMessage(2), reply(3), aMessage(4)], 2)).toEqual({
      from: uuid(2),
      count: 2,
    });
  });

  test("begins at the first loaded message when more is unread than loaded", () => {
    expect(firstUnread([aMessage(8), aMessage(9)], 50)).toEqual({ from: uuid(8), count: 2 });
  });

  test("is nothing when all was read", () => {
    expect(firstUnread([aMessage(1)], 0)).toBeNull();
  });
});
